"""What the pages of the citizen's room share: who is signed in, which case, the same press twice."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from accounts.actor import Actor
from core.acts import envelope
from core.http import View
from core.idempotency import Answer, once, request_hash
from portal.citizen.acting import acting_for
from portal.citizen.drafts import Application, application

Pressed = Callable[[], str]


def actor_of_request(request: HttpRequest) -> Actor:
    """Who acts, as the middleware found them."""
    return request.actor  # type: ignore[attr-defined]


def signed_in(view: View) -> View:
    """Sends whoever is not signed in to sign in, and back here afterwards.

    A script is told so instead (401): it keeps what was typed and asks to sign in on the page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of_request(request).user_id is None:
            if request.method == "PATCH" or request.headers.get("HX-Request"):
                return HttpResponse(status=401)
            return redirect_to_login(request.get_full_path(), reverse("portal:sign-in"))
        return view(request, *args, **kwargs)

    return guarded


def of_case(view: View) -> View:
    """Hands the reader's own application to the view in place of its reference; 404 for anybody else's."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponseBase:
        mine = application(actor_of_request(request), reference)
        if acting := acting_for(mine):
            request.acting_for = acting  # type: ignore[attr-defined]
        response = view(request, mine, **kwargs)
        if mine.open:
            add_never_cache_headers(response)  # after submitting, "back" asks again and leads to the case
        return response

    return signed_in(found)


def case_url(name: str, mine: Application, **kwargs: Any) -> str:
    """The address of a page of this case."""
    return reverse(f"portal:{name}", kwargs={"reference": mine.reference, **kwargs})


def see_other(url: str) -> HttpResponseRedirect:
    """After a form: the next page, fetched with GET."""
    return HttpResponseRedirect(url, status=303)


def new_key() -> str:
    """A key for a form whose act must happen once, however often the form is sent."""
    return uuid4().hex


def once_pressed(request: HttpRequest, act: Pressed) -> HttpResponseRedirect:
    """Runs the act once per key of the form and goes to the address it gives; a repeat goes there too."""
    actor = actor_of_request(request)
    key = request.POST.get("key", "")[:64] or new_key()

    def answer() -> Answer:
        return Answer(303, {"url": act()})

    with envelope():
        first = once(f"{actor.actor_id}:{request.path}", key, request_hash(request.path), answer)
    return see_other(first.body["url"])


def with_status(response: HttpResponse, status: int) -> HttpResponse:
    """The same page under another status."""
    response.status_code = status
    return response
