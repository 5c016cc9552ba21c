"""Every request of somebody signed in: is the session still good, is a second factor owed, may it be kept."""

import time
from collections.abc import Callable

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from cases.assurance import AssuranceTooLow
from core.http import back_url, wants_json
from portal.identity import sessions

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ALWAYS = ("/account/", "/sign-out/", "/mode/", "/i18n/", "/static/")


class SessionMiddleware:
    """Ends sessions that are over, sends to the second factor whoever owes one, keeps pages out of caches."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY not in request.session:
            return self.get_response(request)
        now = time.time()
        if sessions.is_over(request.session, now):
            logout(request)
            return self.get_response(request)
        sessions.note_use(request.session, now)
        if request.session.get(sessions.ENROL) and not request.path_info.startswith(ALWAYS):
            return HttpResponseRedirect(reverse("mfa_index"))
        response = self.get_response(request)
        # The back button after signing out, and a shared computer's cache, show nothing (Z8).
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class StepUpMiddleware:
    """Whoever is not known surely enough for an errand is asked to show more, and then comes back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not isinstance(error, AssuranceTooLow) or wants_json(request):
            return None
        back = request.get_full_path() if request.method == "GET" else back_url(request)
        address = urlencode({"level": error.extra["level"], "next": back or reverse("portal:home")})
        return HttpResponseRedirect(f"{reverse('portal:step-up')}?{address}", status=303)
