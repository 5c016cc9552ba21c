"""Reads on the tasks of a case that several rooms share."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from approvals.lights import is_paused, with_light
from approvals.models import Round, Task
from approvals.states import RoundState
from cases.models import Case


def tasks_of(case: Case, now: datetime) -> QuerySet[Task]:
    """The tasks of the case's review in the order of its plan, with their lights; one query.

    A review that was broken off is shown only while no other has begun.
    """
    standing = Round.objects.filter(case=case).exclude(state=RoundState.BROKEN_OFF)
    shown = ~Q(round__state=RoundState.BROKEN_OFF) | ~Exists(standing)
    tasks = Task.objects.filter(shown, case=case)
    related = ("round", "case", "department", "claimed_by", "conclusion")
    return with_light(tasks, now).select_related(*related).order_by("ordinal")


def owed_an_apology(now: datetime, limit: int) -> list[Case]:
    """The first cases whose promise was broken, nobody has apologised for it, and no clock stands still."""
    rests = Task.objects.filter(is_paused(), case=OuterRef("pk"))
    late = Case.objects.overdue(now).filter(~Exists(rests), apology__isnull=True)
    return list(late.order_by("promised_due_at", "pk")[:limit])
