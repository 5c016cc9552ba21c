"""Who calls: a bearer token, of a person or of a department's system."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actor import Actor, find_actor
from core import clock

KEYWORD = b"bearer"


@dataclass(frozen=True)
class Caller:
    """What the framework asks of a user; views ask the actor."""

    pk: int | None
    is_authenticated: bool = True


class BearerAuthentication(BaseAuthentication):
    """Sets `request.actor` from the Authorization header: one statement a call."""

    def authenticate(self, request: Request) -> tuple[Caller, None] | None:
        """Who stands behind the token; None without a header. Raises AuthenticationFailed."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD:
            return None
        if len(words) != 2:
            raise AuthenticationFailed
        actor = actor_behind(words[1])
        request._request.actor = actor  # type: ignore[attr-defined]
        return Caller(actor.user_id), None

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return 'Bearer realm="api"'


def actor_behind(token: bytes) -> Actor:
    """Who signed in, or the account a department's system acts through.

    Raises AuthenticationFailed for a token that ended and for an account that was closed.
    """
    given = {"checksum": sha256(token).hexdigest(), "now": clock.now()}
    actor = find_actor(_HOLDER, given, clock.today())
    if actor is None:
        raise AuthenticationFailed(_("The token is not valid any more: please sign in again."))
    return actor


_HOLDER = """
SELECT holder.id FROM oauth2_provider_accesstoken token
LEFT JOIN oauth2_provider_application application ON application.id = token.application_id
JOIN accounts_user holder ON holder.id = COALESCE(token.user_id, application.user_id)
WHERE token.token_checksum = %(checksum)s AND token.expires > %(now)s AND holder.is_active
"""
