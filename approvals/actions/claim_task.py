"""Take a task on."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from approvals import wording
from approvals.locking import hold_task
from approvals.models import Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.states import TaskState
from cases.transitions import allowed
from core.acts import act
from core.errors import WrongState
from ledger.recording import record


@act
def claim_task(task: Task, *, by: Actor, expect: int | None = None) -> Task:
    """Become the reviewer of a task; claiming one's own again changes nothing.

    At the desk a task is taken back from the department's own system; from a colleague it is not:
    WrongState says who has it.
    """
    task, live = hold_task(task, expect=expect)
    must_work_on(by, task, live.case, live.planned(task.matter))
    if task.state == TaskState.CLAIMED and task.claimed_by_id == by.user_id:
        return task
    if task.state == TaskState.CLAIMED:
        _take_back(task, by)
    allowed(task, "claim")
    task.claim(by_user=by.user_id, at=live.held.now)
    task.save()
    record(
        wording.CLAIM_TASK,
        live.held,
        by=by,
        subject=task,
        changed=[task],
        data={"matter": task.matter, "name": task.name},
    )
    return task


def _take_back(task: Task, by: Actor) -> None:
    must_hold_claim(by, task)
    if by.role == Role.SYSTEM:
        raise WrongState(_("An officer is reviewing this task at the desk."), code="claimed")
    task.release()
