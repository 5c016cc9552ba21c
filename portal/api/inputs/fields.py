"""Fields that take exactly the JSON kind they name, and the form around them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

MAX_CODE = 80
MAX_TEXT = 4000
SITUATION_VALUES = 50


class Text(serializers.CharField):
    """A JSON string; numbers are not turned into text."""

    def to_internal_value(self, data: Any) -> str:
        """The text without surrounding blanks."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A JSON number without a fraction; "5" and true are refused."""

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Code(Text):
    """An id of the catalogue, a number or a name that stands for a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_CODE, **options)


class Values(serializers.DictField):
    """element -> value as typed; `cases.values` judges the values by their element's type."""

    child = serializers.JSONField(allow_null=True)


class Situation(serializers.DictField):
    """question -> the chosen option, or the list of them."""

    default_error_messages = {"kind": _("An answer is an option or a list of options.")}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The answers; null takes one back."""
        if not isinstance(data, Mapping):
            self.fail("not_a_dict", input_type=type(data).__name__)
        wrong = [name for name, value in data.items() if not _is_answer(value)]
        if wrong:
            reason = self.error_messages["kind"]
            raise serializers.ValidationError({name: [reason] for name in wrong})
        return dict(data)


def _is_answer(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= SITUATION_VALUES and all(isinstance(item, str) for item in value)
    return value is None or isinstance(value, str | bool | int | float)


class Form(serializers.Serializer):
    """A JSON object with known fields only: a misspelled name is told, not silently dropped."""

    def to_internal_value(self, data: Any) -> Any:
        """The fields. Raises ValidationError for unknown ones together with all other faults."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        unknown = {name: [_("There is no such field.")] for name in data if name not in self.fields}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            known: Any = error.detail
            raise serializers.ValidationError({**known, **unknown}) from None
        if unknown:
            raise serializers.ValidationError(unknown)
        return values


class Nothing(Form):
    """A call that needs no body; `{}` is as good."""
