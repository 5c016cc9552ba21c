"""Signing in: people by name and password, departments' systems by client credentials."""

from datetime import timedelta
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from oauth2_provider.models import AccessToken, set_token_value
from oauth2_provider.views import TokenView as OAuthTokenView
from oauthlib.common import generate_token
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import CharField
from rest_framework.throttling import SimpleRateThrottle

from accounts.actor import actor_of
from accounts.models import User
from core import clock
from portal.api.inputs.fields import Form, Text
from portal.api.presenting.common import moment
from portal.api.problems import CallError
from portal.api.shapes.common import TokenShape
from portal.api.views.base import PublicView, read

LIFETIME = timedelta(hours=12)


class Credentials(Form):
    """An account's name and its password."""

    username = Text(max_length=150)
    password: CharField = Text(max_length=256, trim_whitespace=False, write_only=True)


class SignInThrottle(SimpleRateThrottle):
    """Tries for one name from one address; django-axes also counts those that failed."""

    scope = "token"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        """One counter for each name and address."""
        name = request.data.get("username") if isinstance(request.data, dict) else ""
        ident = f"{self.get_ident(request)} {str(name)[:150]}"
        return self.cache_format % {"scope": self.scope, "ident": ident.encode().hex()}


class TokenView(PublicView):
    """A token for twelve hours."""

    authentication_classes = []
    throttle_classes = [SignInThrottle]

    @extend_schema(request=Credentials, responses={200: TokenShape}, tags=["Signing in"])
    def post(self, request: Request) -> Response:
        """Sign in with name and password; an unknown name and a wrong password get the same answer."""
        data = read(Credentials, request.data)
        user = authenticate(request._request, username=data["username"], password=data["password"])
        if user is None:
            locked = getattr(request._request, "axes_locked_out", False)
            raise CallError(429) if locked else CallError(401, _("The name or the password is not right."))
        _refuse_half_a_sign_in(user)
        return Response(new_token(user))


def _refuse_half_a_sign_in(user: Any) -> None:
    """A password alone does not open an account whose holder set up, or owes, a second factor."""
    owed = actor_of(user, clock.today()).role in settings.SECOND_FACTOR_ROLES
    if owed or is_mfa_enabled(user):
        raise CallError(
            403,
            _("This account works with a second factor: sign in on the page."),
            code="second_factor_needed",
        )


def new_token(user: Any) -> dict[str, Any]:
    """A fresh token of that account; the database keeps only its digest (RFC 9700)."""
    expires = clock.now() + LIFETIME
    holder: User = user
    value = generate_token()
    token = AccessToken(user=holder, expires=expires, scope="")
    set_token_value(token, value)
    token.save()
    return {"token": value, "expires_at": moment(expires)}


@method_decorator(csrf_exempt, name="dispatch")
class ClientTokenView(OAuthTokenView):
    """RFC 6749's token endpoint for departments' systems; at most so many tries a minute an address."""

    TRIES_A_MINUTE = 120

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Broken characters and endless guessing stop here, before the database is asked."""
        if any("\x00" in value for values in request.POST.lists() for value in values[1]):
            return JsonResponse({"error": "invalid_request"}, status=400)
        if not _may_try(request.META.get("REMOTE_ADDR", ""), self.TRIES_A_MINUTE):
            return JsonResponse({"error": "slow_down"}, status=429)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


def _may_try(address: str, tries: int) -> bool:
    """Counts a try of this address in the running minute."""
    key = f"client-token-{address}-{int(clock.now().timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    return int(cache.incr(key)) <= tries
