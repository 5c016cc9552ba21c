"""Let the clock of a resting task run on when the days that were told are used."""

from accounts.actor import Actor
from approvals import wording
from approvals.locking import hold_task
from approvals.models import SpecialProcedure, Task
from approvals.postponing import run_on
from approvals.states import TaskState
from core.acts import act
from core.errors import WrongState


@act
def end_pause(task: Task, *, by: Actor) -> Task:
    """The clock stands still for the days told in writing and no longer (licensing law art. 45).

    Fired by the pause's timer. The task goes on resting until its reviewer resumes it; its light is
    the clock's again. Raises WrongState when it was resumed before.
    """
    task, live = hold_task(task)
    procedure = (
        SpecialProcedure.objects.select_related("pause")
        .filter(task=task, ended_at__isnull=True, pause__ended_at__isnull=True, pause__isnull=False)
        .first()
    )
    if task.state != TaskState.SUSPENDED or procedure is None:
        raise WrongState("The special procedure has ended.")
    return run_on(wording.END_PAUSE, task, live, procedure, by=by)
