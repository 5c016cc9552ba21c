"""What a pause does to the clocks once it ends: its own task's, those that wait for it, the case's."""

from datetime import datetime

from django.db.models import Model

from accounts.actor import Actor
from approvals.holding import pass_to_departments
from approvals.locking import LiveRound
from approvals.models import SpecialProcedure, Task
from approvals.rules import days_not_counted, pulled_along
from approvals.states import AT_THE_DESK
from approvals.timing import projected_due
from cases.models import Pause
from core.calendar import due_at, workdays_between
from core.clock import local_date
from core.values import present
from ledger.recording import record


def run_on(
    action: str,
    task: Task,
    live: LiveRound,
    procedure: SpecialProcedure,
    *,
    by: Actor,
    changed: tuple[Model, ...] = (),
) -> Task:
    """The clock of a resting task runs on: the last steps of the acts that end its pause, with their record.

    `changed`: what the act itself changed besides the task.
    """
    days = _stop_pause(procedure.pause, live.held.now)
    moved = [task, *_postpone(live, task, days)]
    Task.objects.bulk_update(moved, ["state", "promised_due_at", "statutory_due_at"])
    pass_to_departments(live.case, live.tasks, since=live.held.now)
    live.case.save()
    pauses = [procedure.pause] if procedure.pause else []
    record(
        action,
        live.held,
        by=by,
        subject=task,
        changed=[*moved, live.case, *pauses, *changed],
        data={"matter": task.matter, "name": task.name, "days_not_counted": days},
    )
    return task


def _stop_pause(pause: Pause | None, now: datetime) -> int:
    """Lets the clock run again; the working days it did not count. None is left where none was told."""
    if pause is None or pause.ended_at:
        return 0
    pause.ended_at = now
    pause.save(update_fields=["ended_at"])
    return days_not_counted(pause.planned_days, workdays_between(local_date(pause.began_at), local_date(now)))


def _postpone(live: LiveRound, task: Task, days: int) -> list[Task]:
    """Moves the task's promise by that many working days, and whatever can't end before it.

    Gives the other tasks that moved; they and the task itself are left for the caller to save.
    """
    if not days:
        return []
    task.promised_due_at = _later(present(task.promised_due_at, "the task's promise"), days)
    if task.statutory_due_at:
        task.statutory_due_at = _later(task.statutory_due_at, days)
    moved = _pull_along(live)
    _move_case(live, task)
    return moved


def _later(moment: datetime, days: int) -> datetime:
    return due_at(moment, days, "workday").at


def _pull_along(live: LiveRound) -> list[Task]:
    """A task that may only be decided after another is promised no earlier than that one."""
    running = {row.matter: row for row in live.tasks if row.state in AT_THE_DESK}
    promises = {name: present(row.promised_due_at, "the promise") for name, row in running.items()}
    moved = []
    for matter, due in pulled_along(promises, live.edges).items():
        if due != promises[matter]:
            running[matter].promised_due_at = due
            moved.append(running[matter])
    return moved


def _move_case(live: LiveRound, task: Task) -> None:
    """The whole is due no earlier than its last part: pauses that overlap move it once."""
    case = live.case
    due, provisional = projected_due(live.round.plan, live.tasks, live.held.now)
    case.promised_due_at = max(present(case.promised_due_at, "the case's promise"), due)
    case.due_provisional = case.due_provisional or provisional
    if task.statutory_due_at and case.statutory_due_at:
        case.statutory_due_at = max(case.statutory_due_at, task.statutory_due_at)
