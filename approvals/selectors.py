"""Reads on the tasks of a case that several rooms share."""

from datetime import datetime

from django.db.models import QuerySet

from approvals.lights import with_light
from approvals.models import Task
from approvals.states import RoundState
from cases.models import Case


def tasks_of(case: Case, now: datetime) -> QuerySet[Task]:
    """The tasks of the case's review in the order of its plan, with their lights; one query.

    A review that was broken off is shown only while no other has begun.
    """
    tasks = Task.objects.filter(case=case).exclude(round__state=RoundState.BROKEN_OFF)
    if not tasks.exists():
        tasks = Task.objects.filter(case=case)
    related = ("round", "case", "department", "claimed_by", "conclusion")
    return with_light(tasks, now).select_related(*related).order_by("ordinal")
