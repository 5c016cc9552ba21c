"""What somebody says about their own data, as forms: wishes, and agreement to sensitive data."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.privacy import Profile

MOBILE = r"1[3-9]\d{9}"


class ProfileForm(forms.Form):
    """Language, size, where to write to, and by which ways."""

    language = forms.ChoiceField(
        label=_("Language"), choices=Profile.Language.choices, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(
        label=_("Size of the pages"), choices=Profile.Mode.choices, widget=forms.RadioSelect
    )
    mobile = forms.RegexField(
        rf"^{MOBILE}$",
        label=_("Telephone for messages"),
        required=False,
        help_text=_("Empty: the registered one. It changes nothing at the police or anywhere else."),
        error_messages={"invalid": _("A mobile number has eleven digits and begins with 1.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("An address looks like name@example.cn.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    by_sms = forms.BooleanField(label=_("Messages also by SMS"), required=False)
    by_email = forms.BooleanField(label=_("Messages also by e-mail"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.SMS_QUIET_FROM != settings.SMS_QUIET_TO:
            hours = {"start": settings.SMS_QUIET_FROM, "end": settings.SMS_QUIET_TO}
            self.fields["by_sms"].help_text = (
                _("From %(start)s:00 to %(end)s:00 none are sent; they come in the morning.") % hours
            )


class AgreeForm(forms.Form):
    """The tick on sensitive data, and the guardian's where they are a child's (PIPL art. 31): each needed."""

    agree = forms.BooleanField(
        label=_(
            "I agree that these data are asked here, fetched from departments that hold them, "
            "and shown to the departments that decide."
        ),
        error_messages={"required": _("Tick the box if you agree, or go on without.")},
    )
    guardian = forms.BooleanField(
        label=_("Some of it is about a child under fourteen: I agree as its parent or guardian."),
        error_messages={"required": _("Tick this too if you are the child's parent or guardian.")},
    )

    def __init__(self, data: QueryDict | None = None, *, for_child: bool) -> None:
        super().__init__(data)
        if not for_child:
            del self.fields["guardian"]
