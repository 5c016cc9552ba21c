"""Ends a live round whose case ends: what departments have concluded stays on record."""

from accounts.actor import Actor
from approvals import wording
from approvals.models import Task
from approvals.settling import addressed
from approvals.states import OPEN_TASK, RoundState, TaskState
from cases.correcting import close_unanswered
from cases.models import Case
from ledger.recording import Held, record


def break_off(case: Case, held: Held, tasks: list[Task], *, by: Actor) -> None:
    """Cancel the open tasks and close the round; nothing to do when no round is live."""
    if not tasks:
        return
    round_ = tasks[0].round
    cancelled = [task for task in tasks if task.state in OPEN_TASK]
    asked = {task.matter for task in cancelled if task.state == TaskState.ASKED}
    closed = close_unanswered(case, asked, at=held.now) if asked else []
    for task in cancelled:
        task.cancel()
    Task.objects.bulk_update(cancelled, ["state"])
    round_.state, round_.ended_at = RoundState.BROKEN_OFF, held.now
    round_.save(update_fields=["state", "ended_at"])
    record(
        wording.BREAK_OFF_ROUND,
        held,
        by=by,
        subject=case,
        changed=[round_, *cancelled, *closed],
        data={"cancelled": [addressed(task) for task in cancelled]},
    )
