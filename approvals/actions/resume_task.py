"""End a special procedure and let the clock run on."""

from accounts.actor import Actor
from approvals import wording
from approvals.deadlines import PAUSE_OVER
from approvals.locking import hold_task
from approvals.models import SpecialProcedure, Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.postponing import run_on
from cases.transitions import allowed
from core.acts import act
from core.timers import cancel_timer


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
    cancel_timer(PAUSE_OVER, str(task.pk))
    task.resume()
    return run_on(wording.RESUME_TASK, task, live, procedure, by=by, changed=(procedure,))
