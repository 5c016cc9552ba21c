"""Whose turn it is while departments review: the one whose time runs out first."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min

from approvals.models import Task
from approvals.states import TaskState
from cases.models import Case, Correction
from cases.states import Holder

WORKING = (TaskState.READY, TaskState.CLAIMED, TaskState.SUSPENDED)


def pass_to_departments(case: Case, tasks: Iterable[Task], *, since: datetime) -> bool:
    """Names the department (or the applicant, if only they are waited for) that must act next.

    Returns whether the holder changed, so that an act writes the case only then.
    """
    tasks = list(tasks)
    working = [task for task in tasks if task.state in WORKING]
    asked = [task for task in tasks if task.state == TaskState.ASKED]
    next_up = min(working or asked, key=lambda task: (task.promised_due_at, task.ordinal), default=None)
    if next_up is None:
        return False
    holder = Holder.DEPARTMENTS if working else Holder.APPLICANT
    department_id = next_up.department_id if working else None
    due = next_up.promised_due_at if working else _answer_due(case, asked)
    if (case.holder, case.holder_department_id, case.holder_due_at) == (holder, department_id, due):
        return False
    case.pass_to(holder, since=since, due=due, department_id=department_id)
    return True


def _answer_due(case: Case, asked: Iterable[Task]) -> datetime | None:
    """When the first of the open questions has to be answered."""
    open_now = Correction.objects.filter(
        case=case, matter__in=[task.matter for task in asked], answered_at__isnull=True
    )
    return open_now.aggregate(first=Min("due_at"))["first"]
