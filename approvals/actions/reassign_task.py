"""Give a task whose officer is absent to a colleague."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import User
from approvals import wording
from approvals.locking import hold_task
from approvals.models import Task
from approvals.policies import must_reassign, serves_department
from approvals.states import TaskState
from core.acts import act
from core.errors import BadInput, Incomplete, WrongState
from ledger.recording import record

IN_HAND = (TaskState.CLAIMED, TaskState.ASKED, TaskState.SUSPENDED)


@act
def reassign_task(task: Task, *, by: Actor, to: User, reason: str, expect: int | None = None) -> Task:
    """Supervision names the officer who goes on, and says why; what was asked or suspended stays so.

    Nothing else changes, no clock moves. Raises BadInput for somebody who does not review for this
    department, Incomplete without a reason, WrongState for a task that nobody has taken on.
    """
    task, live = hold_task(task, expect=expect)
    must_reassign(by)
    if task.state not in IN_HAND:
        raise WrongState(_("Nobody has taken this task on, or it is over."), state=task.state)
    if not serves_department(to, task.department_id):
        raise BadInput(_("This account reviews nothing for this department."), errors=[{"field": "to"}])
    if not reason.strip():
        raise Incomplete(_("Say why another officer goes on."), errors=[{"field": "reason"}])
    if task.claimed_by_id == to.pk:
        return task
    task.claimed_by, task.claimed_at = to, live.held.now
    task.save(update_fields=["claimed_by", "claimed_at"])
    record(
        wording.REASSIGN_TASK,
        live.held,
        by=by,
        subject=task,
        changed=[task],
        data={"matter": task.matter, "name": task.name, "reason": reason.strip()},
    )
    return task
