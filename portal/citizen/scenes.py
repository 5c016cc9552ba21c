"""From a case's rows to the scene that `portal.telling` puts into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from approvals.holding import WORKING
from approvals.models import Task
from approvals.states import TaskState
from cases.models import Apology, Bill, Case, Correction, Party, Result, Undertaking
from cases.payment_states import BillState
from cases.states import ResultState
from core import clock
from core.calendar import workdays_between
from core.text import pick
from portal.citizen.words import language
from portal.formats import money
from portal.scene import Scene


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows around a case that its sentence depends on; corrections and undertakings are the open ones."""

    parties: Sequence[Party]
    corrections: Sequence[Correction]
    undertakings: Sequence[Undertaking]
    tasks: Sequence[Task]
    results: Sequence[Result]
    apology: Apology | None = None
    bill: Bill | None = None
    rated: bool = False


def scene_of(case: Case, rows: Rows, *, roles: Iterable[str], owner: bool, unsigned: Iterable[str]) -> Scene:
    """The scene as this reader stands in it: `roles` they have, `owner` if they speak for the applicant."""
    states = [row.state for row in rows.results]
    day, days = _days(case)
    return Scene(
        state=case.state,
        now=clock.now(),
        holder=case.holder,
        department=pick(case.holder_department.short_name) if case.holder_department else "",
        due=case.holder_due_at,
        promise=case.promised_due_at,
        new_promise=rows.apology.new_due_at if rows.apology else None,
        day=day,
        days=days,
        others=_others(case, rows.tasks),
        owner=owner,
        must_sign=_must_sign(rows.parties, set(roles)),
        unsigned=tuple(unsigned),
        questions_due=_earliest(row.due_at for row in rows.corrections),
        owed_due=_earliest(row.due_at for row in rows.undertakings),
        paused=_is_paused(case, rows.tasks),
        results=len(states),
        ready=states.count(ResultState.ON_SHELF),
        sent=states.count(ResultState.IN_TRANSFER),
        given=states.count(ResultState.HANDED_OVER),
        to_pay=_to_pay(rows.bill) if owner else "",
        by_silence=case.accepted_by_silence,
        rated=rows.rated,
    )


def _days(case: Case) -> tuple[int, int]:
    """Which working day of how many the holder is in; (0, 0) where that says nothing.

    The day on which it came does not count (civil code art. 201), so what came yesterday and is due
    today is in day 1 of 1.
    """
    if case.holder_due_at is None:
        return 0, 0
    since, today = clock.local_date(case.holder_since), clock.today()
    days = workdays_between(since, clock.local_date(case.holder_due_at))
    return (min(max(workdays_between(since, today), 1), days), days) if days else (0, 0)


def _to_pay(bill: Bill | None) -> str:
    """The amount that is still to be paid, in words; empty when nothing is."""
    if bill is None or bill.state != BillState.OPEN:
        return ""
    return money(bill.total_fen / 100, language())


def _others(case: Case, tasks: Sequence[Task]) -> int:
    """Departments at work besides the one that the sentence names."""
    working = {task.department_id for task in tasks if task.state in WORKING}
    return len(working - {case.holder_department_id})


def _must_sign(parties: Sequence[Party], roles: set[str]) -> bool:
    """Whether one of the reader's roles, the first aside, still has to sign."""
    return any(
        party.role in roles and party.signs and party.confirmed_at is None for party in list(parties)[1:]
    )


def _earliest(moments: Iterable[datetime]) -> datetime | None:
    return min(moments, default=None)


def _is_paused(case: Case, tasks: Sequence[Task]) -> bool:
    held = [task for task in tasks if task.department_id == case.holder_department_id]
    working = [task for task in held if task.state in (TaskState.READY, TaskState.CLAIMED)]
    return not working and any(task.state == TaskState.SUSPENDED for task in held)
