"""End a special procedure and let the clock run on."""

from accounts.actor import Actor
from approvals import wording
from approvals.deadlines import PAUSE_OVER
from approvals.holding import pass_to_departments
from approvals.locking import hold_task
from approvals.models import SpecialProcedure, Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.postponing import postpone, stop_pause
from cases.transitions import allowed
from core.acts import act
from core.timers import cancel_timer
from ledger.recording import record


@act
def resume_task(task: Task, *, by: Actor, expect: int | None = None) -> Task:
    """Go on after a special procedure: exactly the working days used, at most those told, are not counted."""
    task, live = hold_task(task, expect=expect)
    must_work_on(by, task, live.case, live.planned(task.matter))
    must_hold_claim(by, task)
    allowed(task, "resume")
    procedure = SpecialProcedure.objects.select_related("pause").get(task=task, ended_at__isnull=True)
    procedure.ended_at = live.held.now
    procedure.save(update_fields=["ended_at"])
    days = stop_pause(procedure.pause, live.held.now)
    cancel_timer(PAUSE_OVER, str(task.pk))
    task.resume()
    moved = [task, *postpone(live, task, days)]
    Task.objects.bulk_update(moved, ["state", "promised_due_at", "statutory_due_at"])
    pass_to_departments(live.case, live.tasks, since=live.held.now)
    live.case.save()
    record(
        wording.RESUME_TASK,
        live.held,
        by=by,
        subject=task,
        changed=[*moved, live.case, procedure, *([procedure.pause] if procedure.pause else [])],
        data={"matter": task.matter, "name": task.name, "days_not_counted": days},
    )
    return task
