"""The clocks of a round on the real calendar. Rules: rules.md B.1, catalogue README O7 and O8."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from approvals.models import Task
from approvals.rules import PlannedTask, schedule, sources
from approvals.states import OPEN_TASK, TaskState
from core.calendar import due_at
from matters.models import Gate

Plan = Mapping[str, Any]


def promised(plan: Plan, begin: datetime) -> dict[str, PlannedTask]:
    """Start and due moment of every task if each department takes all the time it promised."""
    return schedule(plan["tasks"], plan["edges"], start=begin, limit="promised_limit", due_at=due_at)


def projected_due(plan: Plan, tasks: Iterable[Task], now: datetime) -> tuple[datetime, bool]:
    """When the whole ends if each department takes all its time from here on; whether that is provisional.

    What runs ends when it is promised now, what has concluded ended then, and what waits for them
    (`before_start`) begins after.
    """
    tasks = [task for task in tasks if task.state != TaskState.CANCELLED]
    known = {
        task.matter: PlannedTask(
            task.matter, task.started_at, task.concluded_at or task.promised_due_at, False
        )
        for task in tasks
        if task.started_at and task.promised_due_at
    }
    left = {task.matter for task in tasks}
    planned = schedule(
        [entry for entry in plan["tasks"] if entry["matter"] in left],
        plan["edges"],
        start=now,
        limit="promised_limit",
        due_at=due_at,
        known=known,
    )
    return max(time.due for time in planned.values()), any(time.provisional for time in planned.values())


def statutory_due(plan: Plan, begin: datetime) -> datetime:
    """The last moment the law allows for the whole: the path, or the joint limit where it is shorter.

    Administrative Licensing Law art. 42(2); `plan["joint_workdays"]` is set when it applies.
    """
    path = schedule(plan["tasks"], plan["edges"], start=begin, limit="statutory_limit", due_at=due_at)
    latest = max(task.due for task in path.values())
    joint = plan["joint_workdays"]
    return min(latest, due_at(begin, joint, "workday").at) if joint else latest


def own_statutory_due(planned: Mapping[str, Any], begin: datetime) -> datetime | None:
    """A single task's statutory moment, None where the law sets none."""
    limit = planned["statutory_limit"]
    return due_at(begin, limit["value"], limit["unit"]).at if limit else None


def due_when_ready(
    planned: Mapping[str, Any], tasks: list[Task], edges: list[dict], now: datetime
) -> datetime:
    """The promise of a task whose clock starts now: its own time, not before those it still waits for."""
    limit = planned["promised_limit"]
    waited_for = set(sources(planned["matter"], edges, Gate.BEFORE_DECIDE))
    others = [
        task.promised_due_at
        for task in tasks
        if task.matter in waited_for and task.state in OPEN_TASK and task.promised_due_at
    ]
    return max([due_at(now, limit["value"], limit["unit"]).at, *others])
