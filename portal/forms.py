"""The forms of the citizen's room that are not made from a handbook."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 1000


class SignInForm(AuthenticationForm):
    """User name and password, with an answer that gives nothing away."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("User name and password do not fit together. Please try again."),
    }


class InviteForm(forms.Form):
    """Whom to ask into a role: a name, and where it is known a number or account; one of them at least."""

    name = forms.CharField(label=_("Name, as on the card or licence"), max_length=100, required=False)
    who = forms.CharField(
        label=_("Identity number, credit code or user name"), max_length=150, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Raises for an empty form, beside the last box."""
        data = super().clean() or self.cleaned_data
        if not (data.get("name") or data.get("who")) and not self.errors:
            self.add_error("who", _("Say whom you want to ask."))
        return data


DATES = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
NO_DATE = {"invalid": _("This is not a date, such as 2026-11-20.")}


class MandateForm(forms.Form):
    """Whom one lets act for oneself or one's organisation, for what, and until when."""

    agent_name = forms.CharField(label=_("Name of the one who may act"), max_length=100)
    agent_number = forms.CharField(label=_("Their identity number or user name"), max_length=150)
    valid_from = forms.DateField(label=_("From"), input_formats=DATES, error_messages=NO_DATE)
    valid_to = forms.DateField(
        label=_("Until, that day included"), input_formats=DATES, error_messages=NO_DATE
    )

    def __init__(
        self,
        *args: Any,
        principals: list[tuple[str, str]],
        scopes: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """`principals` and `scopes`: what this reader may choose, as (value, label)."""
        super().__init__(*args, **kwargs)
        self.fields["principal"] = forms.ChoiceField(label=_("For whom"), choices=principals)
        self.fields["scope"] = forms.ChoiceField(label=_("For what"), choices=scopes, required=False)


class WithdrawForm(forms.Form):
    """The applicant may say why; nobody asks for it."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )
