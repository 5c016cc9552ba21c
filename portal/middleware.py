"""What every request of the portal passes through: who acts, and the API's last answer to a fault."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.functional import SimpleLazyObject

from accounts.actor import Actor, actor_of
from core.clock import today
from portal.api.problems import PROBLEM_TYPE, plain_problem
from portal.identity.sessions import ASSURANCE

GetResponse = Callable[[HttpRequest], HttpResponseBase]
API_PREFIX = "/api/"
NOBODY = Actor(actor_id="anonymous", actor_label="anonymous")


class ActorMiddleware:
    """Sets `request.actor` from the session's user, read at the first use only."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: _actor_of_session(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor_of_session(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return NOBODY
    return replace(actor_of(user, today()), assurance=request.session.get(ASSURANCE, 1))


class ApiFaultMiddleware:
    """Whatever goes wrong under /api/ outside a view is told as a problem document too.

    A refused host, a body beyond the limit, a fault of the program: Django answers these with a page;
    a program that calls the API gets them as RFC 9457 says.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith(API_PREFIX):
            return response
        if "json" in response.headers.get("Content-Type", ""):
            return response
        body = plain_problem(response.status_code)
        return JsonResponse(body, status=response.status_code, content_type=PROBLEM_TYPE)
