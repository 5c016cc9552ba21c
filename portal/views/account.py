"""Sign in and out, and how the pages look: language is Django's own view, the mode is a cookie."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.actor import actor_of
from accounts.models import User
from core.clock import today
from core.http import writes
from portal.context import MODE_COOKIE, MODES
from portal.forms import SignInForm
from portal.navigation import WORKPLACES, address
from portal.views.common import see_other

A_YEAR = 365 * 24 * 3600


class SignIn(LoginView):
    """By password; the page that asked for it comes back afterwards (C-04). Ten failures lock (axes)."""

    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        del context["site"]  # Django's own, which would hide the frame's
        errors = context["form"].errors.values()
        context["errors"] = [{"message": text, "target": "id_username"} for texts in errors for text in texts]
        return context

    def get_default_redirect_url(self) -> str:
        """Staff land at their place of work, citizens at home."""
        user = self.request.user
        role = actor_of(user, today()).role if isinstance(user, User) else ""
        return address(WORKPLACES.get(role, "")) or super().get_default_redirect_url()

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


sign_in = writes(SignIn.as_view())
sign_out = writes(require_POST(LogoutView.as_view()))


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
