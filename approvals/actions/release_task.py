"""Put a task back for a colleague."""

from accounts.actor import Actor
from approvals import wording
from approvals.locking import hold_task
from approvals.models import Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.states import TaskState
from cases.transitions import allowed
from core.acts import act
from ledger.recording import record


@act
def release_task(task: Task, *, by: Actor, expect: int | None = None) -> Task:
    """Give a claimed task back to the department's list; a task nobody claimed stays as it is."""
    task, live = hold_task(task, expect=expect)
    must_work_on(by, task, live.case, live.planned(task.matter))
    if task.state == TaskState.READY:
        return task
    must_hold_claim(by, task)
    allowed(task, "release")
    task.release()
    task.save()
    record(
        wording.RELEASE_TASK,
        live.held,
        by=by,
        subject=task,
        changed=[task],
        data={"matter": task.matter, "name": task.name},
    )
    return task
