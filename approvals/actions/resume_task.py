"""End a special procedure and let the clock run on."""

from datetime import datetime

from accounts.actor import Actor
from approvals import wording
from approvals.holding import pass_to_departments
from approvals.locking import LiveRound, hold_task
from approvals.models import SpecialProcedure, Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.rules import days_not_counted
from cases.transitions import allowed
from core.acts import act
from core.calendar import due_at, workdays_between
from core.clock import local_date
from core.values import present
from ledger.recording import record


@act
def resume_task(task: Task, *, by: Actor, expect: int | None = None) -> Task:
    """Go on after a special procedure: exactly the working days used, at most those told, are not counted."""
    task, live = hold_task(task, expect=expect)
    must_work_on(by, task, live.case, live.planned(task.matter))
    must_hold_claim(by, task)
    allowed(task, "resume")
    procedure = SpecialProcedure.objects.select_related("pause").get(task=task, ended_at__isnull=True)
    days = _end(procedure, live.held.now)
    promised, statutory = present(task.promised_due_at, "the promise"), task.statutory_due_at
    task.resume(promised_due=_later(promised, days), statutory_due=statutory and _later(statutory, days))
    task.save()
    _move_case(live, task, days)
    live.case.save()
    record(
        wording.RESUME_TASK,
        live.held,
        by=by,
        subject=task,
        changed=[task, live.case, procedure, *([procedure.pause] if procedure.pause else [])],
        data={"matter": task.matter, "name": task.name, "days_not_counted": days},
    )
    return task


def _end(procedure: SpecialProcedure, now: datetime) -> int:
    """Closes the procedure; the working days it takes out of the clock, none without a written notice."""
    procedure.ended_at = now
    procedure.save(update_fields=["ended_at"])
    if procedure.pause is None:
        return 0
    procedure.pause.ended_at = now
    procedure.pause.save(update_fields=["ended_at"])
    used = workdays_between(local_date(procedure.began_at), local_date(now))
    return days_not_counted(procedure.planned_days, used)


def _later(moment: datetime, days: int) -> datetime:
    return due_at(moment, days, "workday").at if days else moment


def _move_case(live: LiveRound, task: Task, days: int) -> None:
    """The whole is due no earlier than its last part: pauses that overlap move it once."""
    case = live.case
    promised = present(case.promised_due_at, "the case's promise")
    case.promised_due_at = max(promised, present(task.promised_due_at, "the task's promise"))
    if task.statutory_due_at and case.statutory_due_at:
        case.statutory_due_at = max(case.statutory_due_at, task.statutory_due_at)
    pass_to_departments(case, live.tasks, since=live.held.now)
