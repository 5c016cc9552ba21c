"""Let a task rest for a special procedure."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from approvals import wording
from approvals.deadlines import PAUSE_OVER
from approvals.holding import pass_to_departments
from approvals.locking import LiveRound, hold_task
from approvals.models import SpecialProcedure, Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.states import TaskState
from cases.models import Pause
from cases.transitions import allowed
from core.acts import act
from core.calendar import due_at
from core.errors import Incomplete
from core.timers import set_timer
from ledger.recording import record


@act
def suspend_task(
    task: Task,
    *,
    by: Actor,
    kind: str,
    basis: str,
    planned_days: int,
    notice: str = "",
    expect: int | None = None,
) -> Task:
    """Begin a hearing, inspection, test or expert review (licensing law art. 45).

    Only a written notice to the applicant, with the planned working days, stops the clock, and for no
    longer than these; without it the task rests and the clock runs. Raises Incomplete without kind,
    legal basis or days.
    """
    task, live = hold_task(task, expect=expect)
    must_work_on(by, task, live.case, live.planned(task.matter))
    if task.state == TaskState.READY:
        task.claim(by_user=by.user_id, at=live.held.now)
    must_hold_claim(by, task)
    allowed(task, "suspend")
    _must_be_founded(kind, basis, planned_days)
    procedure = _begin(task, live, kind=kind, basis=basis, planned_days=planned_days, notice=notice.strip())
    task.suspend()
    task.save()
    changed: list[Model] = [task, procedure, *([procedure.pause] if procedure.pause else [])]
    if pass_to_departments(live.case, live.tasks, since=live.held.now):
        live.case.save()
        changed.append(live.case)
    data = {"matter": task.matter, "name": task.name, **_told(procedure)}
    record(wording.SUSPEND_TASK, live.held, by=by, subject=task, changed=changed, data=data)
    return task


def _told(procedure: SpecialProcedure) -> dict[str, Any]:
    """What the record keeps of the procedure; the notice in it is what the applicant is sent."""
    return {
        "kind": procedure.kind,
        "basis": procedure.basis,
        "planned_days": procedure.planned_days,
        "notice": procedure.notice,
    }


def _must_be_founded(kind: str, basis: str, planned_days: int) -> None:
    absent = [name for name, text in (("kind", kind), ("basis", basis)) if not text.strip()]
    if not 1 <= planned_days <= 250:
        absent.append("planned_days")
    if absent:
        raise Incomplete(
            _("A special procedure has a kind, a legal basis and a length."),
            errors=[{"field": name, "reason": _("This has to be filled in.")} for name in absent],
        )


def _begin(
    task: Task, live: LiveRound, *, kind: str, basis: str, planned_days: int, notice: str
) -> SpecialProcedure:
    pause = None
    if notice:
        pause = Pause.objects.create(
            case=live.case,
            subject=task.matter,
            kind=kind[:40],
            basis=basis,
            notice=notice,
            planned_days=planned_days,
            began_at=live.held.now,
        )
        set_timer(PAUSE_OVER, str(task.pk), due_at(live.held.now, planned_days, "workday").at)
    return SpecialProcedure.objects.create(
        task=task,
        kind=kind,
        basis=basis,
        planned_days=planned_days,
        notice=notice,
        pause=pause,
        began_at=live.held.now,
    )
