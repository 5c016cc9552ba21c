"""Who calls: a bearer token, of a person or of a department's system."""

from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AccessToken
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actor import actor_of
from accounts.models import Post, User
from core import clock

KEYWORD = b"bearer"


class BearerAuthentication(BaseAuthentication):
    """Sets `request.user` and `request.actor` from the Authorization header.

    Two statements a call: the token with its account, then the post or the person's organisations.
    """

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        """The account behind the token; None without a header. Raises AuthenticationFailed."""
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD:
            return None
        if len(words) != 2:
            raise AuthenticationFailed
        token = find_token(words[1])
        user = holder_of(token)
        has_post = getattr(token, "has_post", False)
        request._request.actor = actor_of(user, clock.today(), has_post=has_post)  # type: ignore[attr-defined]
        return user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return 'Bearer realm="api"'


def find_token(value: bytes) -> AccessToken:
    """The token with that value, if it is still good. Raises AuthenticationFailed. One statement."""
    posts = Post.objects.current(clock.today())
    token = (
        AccessToken.objects.select_related("user__person", "application__user__person")
        .annotate(
            has_post=Exists(posts.filter(user=OuterRef("user")))
            | Exists(posts.filter(user=OuterRef("application__user")))
        )
        .filter(token_checksum=sha256(value).hexdigest(), expires__gt=clock.now())
        .first()
    )
    if token is None:
        raise AuthenticationFailed(_("The token is not valid any more: please sign in again."))
    return token


def holder_of(token: Any) -> User:
    """The person who signed in, or the account a department's system acts through.

    Raises AuthenticationFailed for an account that was closed.
    """
    user = token.user or (token.application.user if token.application else None)
    if user is None or not user.is_active:
        raise AuthenticationFailed
    return user
