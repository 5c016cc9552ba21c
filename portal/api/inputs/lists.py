"""What lists can be narrowed by. Unknown parameters are left alone: proxies add their own."""

from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from approvals.states import TaskState
from cases.states import CaseState, Holder
from core.calendar import close_of_business
from core.clock import ZONE

MAX_Q = 100


@extend_schema_field(str)
class Moment(serializers.Field):
    """A day (its close of business) or an instant."""

    default_error_messages = {"invalid": _("A day such as 2026-11-20, or an instant with its offset.")}

    def to_internal_value(self, data: Any) -> datetime:
        """The aware instant."""
        try:
            day, at = parse_date(str(data)), parse_datetime(str(data).replace(" ", "+"))
        except ValueError:
            self.fail("invalid")
        if at is not None:
            return at if at.tzinfo else at.replace(tzinfo=ZONE)
        if day is None or not 1900 <= day.year <= 2999:
            self.fail("invalid")
        return close_of_business(day)

    def to_representation(self, value: datetime) -> str:
        """Never written out; here for completeness."""
        return value.isoformat()


class Paging(serializers.Serializer):
    """`cursor` comes from `next`; `limit` is the length of a page."""

    cursor = serializers.CharField(required=False)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=200)


class CaseFilter(serializers.Serializer):
    """`holder`: whose turn it is, a kind or a department's code; `department`: one that decides in it.

    Orders: newest or oldest first, by least or by most time left.
    """

    state = serializers.ChoiceField(choices=CaseState.choices, required=False)
    holder = serializers.CharField(max_length=40, required=False)
    department = serializers.CharField(max_length=40, required=False)
    due_before = Moment(required=False)
    q = serializers.CharField(max_length=MAX_Q, required=False, allow_blank=True)
    ordering = serializers.ChoiceField(choices=["-id", "id", "due", "-due"], default="-id")


class TaskFilter(serializers.Serializer):
    """`ordering=due` is the work list: what a reviewer can work on now, least time first."""

    state = serializers.ChoiceField(choices=TaskState.choices, required=False)
    department = serializers.CharField(max_length=40, required=False)
    case = serializers.CharField(max_length=60, required=False)
    matter = serializers.CharField(max_length=40, required=False)
    ordering = serializers.ChoiceField(choices=["-id", "id", "due"], default="-id")


class MatterFilter(serializers.Serializer):
    """`audience`: person, business, or a code of GB/T 39046-2020 A.4."""

    q = serializers.CharField(max_length=MAX_Q, required=False, allow_blank=True, default="")
    department = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    audience = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")


HOLDER_KINDS = frozenset(Holder.values)
