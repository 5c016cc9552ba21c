"""What the calls on a case take."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cases.models import Result
from cases.states import Channel
from portal.api.inputs.fields import MAX_TEXT, Code, Form, Situation, Text, Values, Whole

MAX_PARTIES = 20
MAX_GAPS = 100


class PartyInput(Form):
    """Who fills a role: a person or an organisation, by id or by official number."""

    role = Code()
    person = Code(required=False, allow_null=True)
    organisation = Code(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the ways to name somebody."""
        if sum(bool(attrs.get(name)) for name in self.ways()) != 1:
            raise serializers.ValidationError(
                _("Name exactly one of: %(ways)s.") % {"ways": ", ".join(self.ways())}
            )
        return attrs

    def ways(self) -> list[str]:
        """The fields that can name somebody."""
        return [str(name) for name, _field in self.fields.items() if name != "role"]


class InvitationInput(PartyInput):
    """Likewise; `username` names the person behind an account."""

    username = Code(required=False, allow_null=True)


class ConfirmationInput(Form):
    """Nothing; or, from a clerk, the name of somebody who was known by a number alone."""

    name = Text(max_length=100, required=False, default="")


class NewCaseInput(Form):
    """An errand to apply for: a one-thing or a single matter."""

    one_thing = Code(required=False, allow_null=True)
    matter = Code(required=False, allow_null=True)
    situation = Situation(required=False, allow_null=True)
    channel = serializers.ChoiceField(choices=Channel.choices, required=False, allow_null=True)
    service_point = Code(required=False, allow_null=True)
    parties = serializers.ListField(
        child=PartyInput(), required=False, allow_null=True, max_length=MAX_PARTIES
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One errand a case."""
        if bool(attrs.get("one_thing")) == bool(attrs.get("matter")):
            raise serializers.ValidationError({"one_thing": _("Name one one_thing or one matter.")})
        return attrs


class AnswersInput(Form):
    """Any subset of the answers, in any order."""

    form = Values(required=False)
    situation = Situation(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Something has to be said."""
        if not attrs:
            raise serializers.ValidationError({"form": _("This field is required.")})
        return attrs


class MaterialInput(Form):
    """Files for one material."""

    material = Code()
    file = serializers.ListField(
        child=serializers.FileField(max_length=1000, allow_empty_file=True, use_url=False),
        allow_empty=False,
        max_length=30,
    )


class ToleratedInput(Form):
    """A material that may follow, and by which day."""

    material = Code()
    due = serializers.DateField(input_formats=["%Y-%m-%d"])


class AcceptanceInput(Form):
    """An acceptance, tolerant where materials may follow."""

    tolerated = serializers.ListField(child=ToleratedInput(), required=False, max_length=MAX_GAPS)

    def validate_tolerated(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Each material once."""
        names = [entry["material"] for entry in value]
        if len(set(names)) < len(names):
            raise serializers.ValidationError(_("Each material is named once."))
        return value


class GapInput(Form):
    """One thing that is missing or wrong, and why."""

    material = Code(required=False, allow_null=True)
    element = Code(required=False, allow_null=True)
    reason = Text(max_length=1000)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A material or an element."""
        if bool(attrs.get("material")) == bool(attrs.get("element")):
            raise serializers.ValidationError(_("Name a material or an element."))
        return {name: value for name, value in attrs.items() if value}


class GapsInput(Form):
    """Everything that is missing, at once (Administrative Licensing Law art. 32)."""

    gaps = serializers.ListField(child=GapInput(), allow_empty=False, max_length=MAX_GAPS)


class RefusalInput(Form):
    """Why an application is not accepted, and what the applicant may do about it."""

    reason = Text(max_length=MAX_TEXT, allow_blank=True, default="")
    remedy = Text(max_length=MAX_TEXT, allow_blank=True, default="")


class WithdrawalInput(Form):
    """Why, if the applicant wants to say it."""

    reason = Text(max_length=1000, allow_blank=True, default="")


class HandOverInput(Form):
    """What is handed over, how, and to whom."""

    results = serializers.ListField(child=serializers.JSONField(), required=False, max_length=MAX_GAPS)
    method = serializers.ChoiceField(choices=Result.Method.choices, default=Result.Method.COUNTER)
    collector = Text(max_length=80, allow_blank=True, allow_null=True, default="")

    def validate_results(self, value: list[Any]) -> list[str]:
        """Ids or matter codes."""
        wrong = [item for item in value if isinstance(item, bool) or not isinstance(item, int | str)]
        if wrong:
            raise serializers.ValidationError(_("A result is named by its id or its matter."))
        return [str(item) for item in value]


class RatingInput(Form):
    """A judgement; 1 is best (GB/T 39046-2020 A.8)."""

    grade = Whole(min_value=1, max_value=5)
    tags = serializers.ListField(child=Text(max_length=40), required=False, max_length=20)
    words = Text(max_length=MAX_TEXT, allow_blank=True, allow_null=True, required=False)
    runs = Whole(min_value=0, max_value=999, required=False, allow_null=True)
    matter = Code(required=False, allow_null=True, allow_blank=True)
