"""The joint approval of one case as rows of the picture, and what working at once saves."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.lights import Light
from approvals.models import Task
from approvals.states import TaskState
from approvals.timing import promised
from core import clock
from core.calendar import working_minutes_between
from core.text import pick
from portal.citizen import words
from portal.citizen.drafts import Application
from portal.formats import WORKING_DAY_MINUTES, duration
from portal.pictures import joint_approval as joint

PICTURE_STATES = {
    TaskState.WAITING: joint.WAITING,
    TaskState.READY: joint.RUNNING,
    TaskState.CLAIMED: joint.RUNNING,
    TaskState.ASKED: joint.PAUSED,
    TaskState.SUSPENDED: joint.PAUSED,
    TaskState.CONCLUDED: joint.DONE,
}


def spans(mine: Application) -> dict[str, Any]:
    """One after the other, at once, and the difference, in nominal working days (O7)."""
    answer = mine.composition.answer()
    series, together = answer["in_series"]["workdays"], answer["earliest_finish"]["workdays"]
    shown: dict[str, Any] = {}
    for name, days in (("series", series), ("together", together), ("saved", series - together)):
        shown[f"{name}_days"] = days
        shown[f"{name}_unit"] = ngettext("working day", "working days", days)
    return shown


def graph_of(tasks: Sequence[Task], mine: Application) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(nodes, edges) of the plan that runs, for the picture of who waits for whose conclusion."""
    shown = [task for task in tasks if task.state in PICTURE_STATES]
    if not shown:
        return [], []
    plan, names = shown[0].round.plan, {task.matter for task in shown}
    limits = {entry["matter"]: words.limit(entry["promised_limit"]) for entry in plan["tasks"]}
    critical = set(mine.composition.answer()["critical_path"])
    nodes = [
        {
            "key": task.matter,
            "department": pick(task.department.short_name),
            "matter": pick(task.name),
            "limit": limits[task.matter],
            "critical": task.matter in critical,
        }
        for task in shown
    ]
    return nodes, [
        {
            "source": edge["from"],
            "target": edge["to"],
            "gate": edge["gate"],
            "label": pick(edge["label"]),
        }
        for edge in mine.composition.errand.edges
        if {edge["from"], edge["to"]} <= names
    ]


def rows_of(tasks: Sequence[Task], mine: Application) -> list[dict[str, Any]]:
    """The rows of the joint-approval picture; none before acceptance."""
    shown = [task for task in tasks if task.state in PICTURE_STATES]
    case = mine.case
    if not shown or case.accepted_at is None:
        return []
    plan = shown[0].round.plan
    planned = promised(plan, case.accepted_at)
    critical = set(mine.composition.answer()["critical_path"])
    return [_picture_row(task, planned[task.matter], plan["edges"], critical) for task in shown]


def _picture_row(
    task: Task, planned: Any, edges: Sequence[Mapping[str, Any]], critical: set[str]
) -> dict[str, Any]:
    start = task.started_at or planned.start
    due = task.promised_due_at or planned.due
    state = PICTURE_STATES[TaskState(task.state)]
    now = clock.now()
    if now > due and _runs(task):
        state = joint.LATE
    allowed = working_minutes_between(start, due)
    used = working_minutes_between(start, min(task.concluded_at or now, due)) if task.started_at else 0
    return {
        "key": task.matter,
        "department": pick(task.department.short_name),
        "matter": pick(task.name),
        "state": state,
        "start": start,
        "due": max(due, start),
        "finish": task.concluded_at,
        "used": used / allowed if allowed else 0.0,
        "waits_for": tuple(
            edge["from"] for edge in edges if edge["to"] == task.matter and edge["gate"] == "before_start"
        ),
        "critical": task.matter in critical,
        "note": _note(task, state),
    }


def _runs(task: Any) -> bool:
    """Whether its clock runs and the department has it: of procedures only one told in writing stops it.

    No clock stops for a question either, but what waits for the applicant is not called late to them.
    """
    resting = task.state == TaskState.SUSPENDED and task.light != Light.PAUSED
    return resting or task.state in (TaskState.READY, TaskState.CLAIMED)


def _note(task: Task, state: str) -> str:
    """Words beside a bar that can't be read from the bar."""
    if task.state == TaskState.ASKED:
        return _("waits for your answer")
    if task.state == TaskState.SUSPENDED:
        return _("special procedure")
    if state == joint.DONE and task.started_at and task.concluded_at:
        used = working_minutes_between(task.started_at, task.concluded_at)
        return _("done, %(time)s") % {"time": duration(used, words.language(), WORKING_DAY_MINUTES)}
    return ""
