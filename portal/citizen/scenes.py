"""From a case's rows to the scene that `portal.telling` puts into words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from approvals.models import Task
from approvals.states import TaskState
from cases.models import Case, Correction, Party, Result, Undertaking
from cases.states import ResultState
from core import clock
from core.text import pick
from portal.telling import Scene

READY = (ResultState.ON_SHELF, ResultState.IN_TRANSFER)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows around a case that its sentence depends on; corrections and undertakings are the open ones."""

    parties: Sequence[Party]
    corrections: Sequence[Correction]
    undertakings: Sequence[Undertaking]
    tasks: Sequence[Task]
    results: Sequence[Result]
    rated: bool = False


def scene_of(case: Case, rows: Rows, *, roles: Iterable[str], owner: bool, unsigned: Iterable[str]) -> Scene:
    """The scene as this reader stands in it: `roles` they have, `owner` if they speak for the applicant."""
    return Scene(
        state=case.state,
        now=clock.now(),
        holder=case.holder,
        department=pick(case.holder_department.short_name) if case.holder_department else "",
        due=case.holder_due_at,
        promise=case.promised_due_at,
        owner=owner,
        must_sign=_must_sign(rows.parties, set(roles)),
        unsigned=tuple(unsigned),
        questions_due=_earliest(row.due_at for row in rows.corrections),
        owed_due=_earliest(row.due_at for row in rows.undertakings),
        paused=_is_paused(case, rows.tasks),
        results=len(rows.results),
        ready=sum(row.state in READY for row in rows.results),
        by_silence=case.accepted_by_silence,
        rated=rows.rated,
    )


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
