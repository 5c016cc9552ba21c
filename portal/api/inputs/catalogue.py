"""What the calls on the catalogue take."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from portal.api.inputs.fields import Form

LONGEST = {"workday": 2500, "day": 3650, "month": 120}  # ten years ahead
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


class ComposeInput(Form):
    """Answers and values as far as they are known; surplus and missing ones are accepted."""

    situation = serializers.DictField(child=serializers.JSONField(allow_null=True), default=dict)
    form = serializers.DictField(child=serializers.JSONField(allow_null=True), default=dict)


class DueInput(serializers.Serializer):
    """A time limit: the start day, how long, in which unit."""

    value = serializers.IntegerField(min_value=0)
    unit = serializers.ChoiceField(choices=sorted(LONGEST))

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python, so the field is added by name."""
        return {"from": serializers.DateField(input_formats=["%Y-%m-%d"]), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Within the years that a calendar can be asked about."""
        if not FIRST_DAY <= attrs["from"] <= LAST_DAY:
            raise serializers.ValidationError({"from": _("Between 1990 and 2100.")})
        if attrs["value"] > LONGEST[attrs["unit"]]:
            raise serializers.ValidationError({"value": _("At most ten years ahead.")})
        return attrs
