"""Sign in and out, and how the pages look: language is Django's own view, the mode is a cookie."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import perform_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.assurance import Level
from accounts.models import User
from core.http import reads, writes
from core.text import pick
from portal.context import MODE_COOKIE, MODES
from portal.device import forget_here
from portal.forms import SignInForm
from portal.identity.adapters import refused
from portal.identity.places import place_of
from portal.views.common import actor_of_request, see_other, signed_in

A_YEAR = 365 * 24 * 3600


class SignIn(LoginView):
    """By password, and the second factor where one was set up; other ways in stand beside it (C-04).

    The page that asked for it comes back afterwards. Ten failures lock for a quarter of an hour (axes).
    """

    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        del context["site"]  # Django's own, which would hide the frame's
        errors = context["form"].errors.values()
        context["errors"] = [{"message": text, "target": "id_username"} for texts in errors for text in texts]
        context["province"] = _province(self.get_redirect_url())
        return context

    def get_default_redirect_url(self) -> str:
        """Staff land at their place of work, citizens at home."""
        user = self.request.user
        return place_of(user) if isinstance(user, User) else super().get_default_redirect_url()

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Further steps, if the account has any; then signed in, under a new session key."""
        user = form.get_user()
        return perform_login(self.request, user, redirect_url=self.get_redirect_url() or None)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SignOut(LogoutView):
    """Ends the session on our side too, and lets the browser forget what it kept of our pages."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        forget_here(response)
        return response


sign_in = writes(SignIn.as_view())
sign_out = writes(require_POST(SignOut.as_view()))


def _province(after: str, **asked: str) -> dict[str, str] | None:
    """The way through the province's unified identity, if the city has one; `asked`: for the provider."""
    if not settings.OIDC_ISSUER:
        return None
    query = {"next": after} if after else {}
    if asked:
        query["auth_params"] = urlencode(asked)
    url = reverse("openid_connect_login", args=[settings.OIDC_PROVIDER])
    return {"name": pick(settings.OIDC_NAME), "url": f"{url}?{urlencode(query)}" if query else url}


@reads
def not_signed_in(request: HttpRequest) -> HttpResponse:
    """The identity service did not say who it is: what now."""
    return refused(request)


@reads
@signed_in
def step_up(request: HttpRequest) -> HttpResponse:
    """An errand asks for a surer sign-in: which ways there are to it. The draft waits (A-102)."""
    wanted = request.GET.get("level", "")
    level = Level(int(wanted)) if wanted in {str(one.value) for one in Level} else Level.REAL_NAME
    after = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    after = after if ours else reverse("portal:home")
    if actor_of_request(request).assurance >= level:
        return see_other(after)
    word = next((word for word, value in settings.OIDC_LEVELS.items() if value == level), "")
    has_factor = isinstance(request.user, User) and is_mfa_enabled(request.user)
    context = {
        "level": level,
        "next": after,
        "province": _province(after, acr_values=word, prompt="login"),
        "factor": has_factor and level <= Level.REAL_NAME,
    }
    return render(request, "account/step_up.html", context)


@writes
@require_POST
def set_mode(request: HttpRequest) -> HttpResponse:
    """Larger type, or the standard one; kept in a cookie that outlives the session."""
    mode = request.POST.get("mode", "")
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = see_other(target if ours else "/")
    if mode in MODES:
        response.set_cookie(MODE_COOKIE, mode, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response
