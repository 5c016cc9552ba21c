"""The rows, lamps and filters of the work list, in the reader's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from accounts.actor import Actor
from approvals.desk.worklist import Counts, Filters
from approvals.lights import Light
from approvals.models import Task
from approvals.presenting import minutes_left
from approvals.states import TaskState
from cases.models import Case, Party
from core.identity import mask_name
from core.text import pick


def list_rows(tasks: Iterable[Task], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """One row for each task; nobody's name in full."""
    return [
        {
            "url": reverse("desk:review", args=[task.public_id]),
            "lamp": getattr(task, "light", ""),
            "state": task.get_state_display(),
            "left": minutes_left(task.promised_due_at, now),
            "number": task.case.number,
            "applicant": applicant_of(getattr(task.case, "applicants", ())),
            "matter": pick(task.name),
            "errand": pick(task.case.name),
            "held_by": held_by(task, actor),
            "mine": task.claimed_by_id == actor.user_id,
            "started_at": task.started_at,
            "due_at": task.promised_due_at,
            "concluded_at": task.concluded_at,
        }
        for task in tasks
    ]


def applicant_of(parties: Iterable[Party]) -> str:
    """Who applies: a person masked, an organisation by its public name."""
    for party in parties:
        if party.person:
            return mask_name(pick(party.person.name, "zh"))
        if party.organisation:
            return pick(party.organisation.name)
    return ""


def held_by(task: Task, actor: Actor) -> str:
    """Whose turn it is within the task."""
    if task.state == TaskState.ASKED:
        return pgettext("desk", "The applicant")
    if task.state == TaskState.READY:
        return pgettext("desk", "Nobody yet")
    if task.state == TaskState.WAITING:
        return pgettext("desk", "Another department")
    if task.claimed_by is None:
        return ""
    if task.claimed_by_id == actor.user_id:
        return pgettext("desk", "You")
    return task.claimed_by.get_full_name() or task.claimed_by.get_username()


def address(filters: Filters, **changes: str) -> str:
    """The list's address with these filters; the cursor goes with any change."""
    wanted = {
        "state": filters.state,
        "light": filters.light,
        "matter": filters.matter,
        "q": filters.number,
        **changes,
    }
    kept = {name: value for name, value in wanted.items() if value}
    return f"{reverse('desk:tasks')}?{urlencode(kept)}" if kept else reverse("desk:tasks")


def light_links(counts: Counts, filters: Filters) -> list[dict[str, Any]]:
    """A lamp with its number for each light, the urgent ones first; pressing it filters by it."""
    order = (Light.OVERDUE, Light.DUE_SOON, Light.ON_TIME, Light.PAUSED)
    return [
        {
            "light": light.value,
            "text": f"{light.label} {counts.by_light[light]}{'+' if counts.more else ''}",
            "on": filters.light == light,
            "url": address(filters, state="", light="" if filters.light == light else light.value),
        }
        for light in order
    ]


def tabs(filters: Filters) -> list[dict[str, Any]]:
    """The views of the list."""
    words = {
        "": pgettext("desk", "To do"),
        "mine": pgettext("desk", "Mine"),
        "ready": pgettext("desk", "Nobody's yet"),
        "asked": pgettext("desk", "Waiting for an answer"),
        "suspended": pgettext("desk", "Suspended"),
        "waiting": pgettext("desk", "Not started"),
        "concluded": pgettext("desk", "Concluded"),
    }
    return [
        {"label": label, "url": address(filters, state=name, light=""), "current": filters.state == name}
        for name, label in words.items()
    ]


def reference_of(case: Case) -> str:
    """What stands in an address for a case."""
    return case.number or str(case.public_id)
