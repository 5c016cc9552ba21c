"""The light of a task or case: on time, due soon, overdue, paused. One rule, in Python and in SQL.

Due soon: three tenths of the time or less are left, or, where the time is longer than three days,
one day or less (experience page, S-02). Both forms are compared by a test.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from approvals.models import SpecialProcedure, Task
from approvals.states import TaskState

LAST_PART = 0.3
LONG = timedelta(days=3)
LAST_DAY = timedelta(days=1)


class Light(models.TextChoices):
    """What a supervisor and a reviewer see at a glance."""

    ON_TIME = "on_time", _("On time")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    PAUSED = "paused", _("Paused")


def light(*, start: datetime, due: datetime, now: datetime, paused: bool) -> Light:
    """The light of something that runs from `start` to `due`."""
    if paused:
        return Light.PAUSED
    if due < now:
        return Light.OVERDUE
    left, whole = due - now, due - start
    if left <= whole * LAST_PART or (whole > LONG and left <= LAST_DAY):
        return Light.DUE_SOON
    return Light.ON_TIME


def with_light(tasks: QuerySet[Task], now: datetime) -> QuerySet[Any]:
    """Adds `light` to tasks that have started; only a written notice pauses (`is_paused`)."""
    span = models.DurationField()
    left = ExpressionWrapper(F("promised_due_at") - Value(now), output_field=span)
    whole = ExpressionWrapper(F("promised_due_at") - F("started_at"), output_field=span)
    part = ExpressionWrapper(whole * LAST_PART, output_field=span)
    return tasks.annotate(_left=left, _whole=whole, _part=part).annotate(
        light=Case(
            When(is_paused(), then=Value(Light.PAUSED)),
            When(promised_due_at__lt=now, then=Value(Light.OVERDUE)),
            When(_left__lte=F("_part"), then=Value(Light.DUE_SOON)),
            When(_whole__gt=LONG, _left__lte=LAST_DAY, then=Value(Light.DUE_SOON)),
            default=Value(Light.ON_TIME),
            output_field=models.CharField(),
        )
    )


def is_paused() -> Q:
    """The condition on a task: suspended with a written notice whose days are not used yet.

    Asked as EXISTS: a join would count a task once for every procedure it ever had.
    """
    told = SpecialProcedure.objects.filter(
        task=OuterRef("pk"), ended_at__isnull=True, pause__isnull=False, pause__ended_at__isnull=True
    )
    return Q(state=TaskState.SUSPENDED) & Q(Exists(told))
