"""The code of the second factor, with wrong ones counted where wrong passwords are."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class _Counted:
    """Ten wrong codes for one name from one address close it for a quarter of an hour (axes)."""

    user: Any

    def clean_code(self) -> str:
        """The code, if it is right and not too many were wrong."""
        request, credentials = context.request, {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, credentials):
            raise ValidationError(_("Too many wrong codes. Please wait for 15 minutes, then try again."))
        try:
            return super().clean_code()  # type: ignore[misc]
        except ValidationError:
            user_login_failed.send(sender=type(self), credentials=credentials, request=request)
            raise ValidationError(
                _("This code is not right. Codes change every 30 seconds; please take the newest.")
            ) from None


class CodeForm(_Counted, AuthenticateForm):
    """At sign-in."""


class RepeatedCodeForm(_Counted, ReauthenticateForm):
    """Before something that only the account's holder may change."""
