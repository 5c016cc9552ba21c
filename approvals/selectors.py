"""Reads on the tasks of a case that several rooms share."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from approvals.deadlines import ARCHIVE_AGAIN
from approvals.filing import APPEAL_MONTHS
from approvals.lights import is_paused, with_light
from approvals.models import Round, Task
from approvals.states import RoundState
from cases.models import Case
from cases.states import CASE_TRANSITIONS
from core.calendar import due_at
from core.clock import day_begins
from core.models import Timer


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


def ready_for_archive(now: datetime, limit: int) -> list[int]:
    """Keys of the first closed cases that nobody can appeal against any more and that did not fail today."""
    sources, _target = CASE_TRANSITIONS["archive"]
    failed = Timer.objects.filter(kind=ARCHIVE_AGAIN, subject=Cast(OuterRef("pk"), CharField()))
    closed = Case.objects.filter(~Exists(failed), state__in=sources, closed_at__lt=_closed_before(now))
    return list(closed.order_by("closed_at", "pk").values_list("pk", flat=True)[:limit])


def _closed_before(now: datetime) -> datetime:
    """The end of the last day whose time to appeal is over, counted as the law does: months, days off."""
    day = day_begins(now) - APPEAL_MONTHS * timedelta(days=28)
    while due_at(day, APPEAL_MONTHS, "month").at >= now:
        day -= timedelta(days=1)
    return day + timedelta(days=1)
