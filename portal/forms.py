"""The forms of the citizen's room that are not made from a handbook."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 1000
MOST_RUNS = 20

GRADES = (
    (1, _("Very satisfied")),
    (2, _("Satisfied")),
    (3, _("Fairly satisfied")),
    (4, _("Dissatisfied")),
    (5, _("Very dissatisfied")),
)
TAGS = (
    ("clear", _("The guide was clear")),
    ("fast", _("It was fast")),
    ("kind", _("People were kind")),
    ("unclear", _("The guide was unclear")),
    ("slow", _("It took too long")),
    ("again", _("I was asked for the same thing again")),
    ("visits", _("I had to come too often")),
    ("unkind", _("People were unkind")),
)


class SignInForm(AuthenticationForm):
    """User name and password, with an answer that gives nothing away."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("User name and password do not fit together. Please try again."),
    }


class InviteForm(forms.Form):
    """Whom to ask into a role: an account, an identity number, or an organisation's credit code."""

    who = forms.CharField(
        label=_("Identity number, credit code or user name"),
        max_length=150,
        error_messages={"required": _("Say whom you want to ask.")},
    )


class WithdrawForm(forms.Form):
    """The applicant may say why; nobody asks for it."""

    reason = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )


class RatingForm(forms.Form):
    """Five grades, tags, words, and the runs as the applicant counts them (GB/T 39046-2020 A.8)."""

    grade = forms.TypedChoiceField(
        label=_("How was it?"),
        choices=GRADES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five.")},
    )
    tags = forms.MultipleChoiceField(
        label=_("What was it like?"), choices=TAGS, required=False, widget=forms.CheckboxSelectMultiple
    )
    runs = forms.IntegerField(
        label=_("How often did you have to come?"),
        required=False,
        min_value=0,
        max_value=MOST_RUNS,
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        widget=forms.Textarea,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )
