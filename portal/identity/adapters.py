"""What django-allauth asks of the product: who may come in, where they go, what is written down."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.actions.admit_person import Identified, admit_person
from accounts.actor import Actor, actor_of
from accounts.assurance import Level
from accounts.models import User
from core.clock import today
from core.errors import DomainError
from portal.citizen.anonymous import take_over
from portal.identity import sessions
from portal.identity.claims import identified_by
from portal.identity.places import place_of

NOWHERE = "0.0.0.0"  # noqa: S104  an address that is told as unknown, not one that is listened on


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts: nobody signs up here, and a sign-in notes how surely the person is known."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in through the province's identity; staff accounts are given out."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The peer's address; behind a unix socket there is none."""
        return str(request.META.get("REMOTE_ADDR") or NOWHERE)

    def is_safe_url(self, url: str) -> bool:
        """Only our own pages are gone back to, whatever hosts the settings allow."""
        return bool(url) and url_has_allowed_host_and_scheme(url, {self.request.get_host()})

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where this account's work is."""
        user = request.user
        return place_of(user) if isinstance(user, User) else "/"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what happened, in the product's words."""

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Notes level, limits and what is owed; an application begun before signing in goes on."""
        response = super().post_login(request, user, **kwargs)
        actor = actor_of(user, today())
        factor = is_mfa_enabled(user)
        sessions.begin(
            request.session,
            level=_level(request, user, kwargs.get("signal_kwargs") or {}),
            staff=bool(actor.role),
            enrol=actor.role in settings.SECOND_FACTOR_ROLES and not factor,
        )
        response.headers["Location"] = take_over(request, actor) or response.headers["Location"]
        return response


def _level(request: HttpRequest, user: User, signal_kwargs: dict[str, Any]) -> int:
    """What the province vouches for; at least a real name where a second factor was shown as well."""
    login: SocialLogin | None = signal_kwargs.get("sociallogin")
    vouched = int(login.state.get(sessions.ASSURANCE, Level.ACCOUNT)) if login else int(Level.ACCOUNT)
    shown = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    return max(vouched, int(Level.REAL_NAME)) if shown else vouched


class SocialAdapter(DefaultSocialAccountAdapter):
    """The province's unified identity: claims become a person; a stranger to the register is admitted."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whoever is identified has an account by then; nobody fills in a form of ours."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Joins the provider's account to the person with that number, and forgets the claims."""
        claims = sociallogin.account.extra_data
        try:
            identified = identified_by(
                claims.get("userinfo") or claims.get("id_token") or {},
                settings.OIDC_CLAIMS,
                settings.OIDC_LEVELS,
            )
            user = admit_person(identified, by=Actor.system("unified identity"))
            _join(request, sociallogin, user, identified)
        except DomainError as error:
            raise ImmediateHttpResponse(refused(request, error)) from error

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Told on our own page: nothing was lost, and there are other ways in."""
        raise ImmediateHttpResponse(refused(request))


def _join(request: HttpRequest, sociallogin: SocialLogin, user: User, identified: Identified) -> None:
    """The person is who the number says; the provider's subject only repeats it."""
    sociallogin.account.extra_data = {}
    sociallogin.state[sessions.ASSURANCE] = int(identified.level)
    if sociallogin.is_existing and sociallogin.user == user:
        sociallogin.account.save(update_fields=["extra_data"])
        return
    sociallogin.user = user
    sociallogin.account.user = user
    sociallogin.account.save()


def refused(request: HttpRequest, error: DomainError | None = None) -> HttpResponse:
    """The page that says why the identity service did not help, and how else one gets in."""
    return render(request, "account/refused.html", {"error": error}, status=error.status if error else 403)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps lie encrypted in the database."""

    def encrypt(self, text: str) -> str:
        """Under a key that comes from the product's secret, not from the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` hid."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    digest = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
