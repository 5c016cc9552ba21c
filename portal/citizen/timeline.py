"""What happened to a case, in the ledger's own sentences, as far as a party may read them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import Role
from approvals.models import Task
from approvals.states import TaskState
from cases.models import Case
from core import clock
from core.calendar import working_minutes_between
from core.text import pick
from documents.models import Paper
from ledger.models import Event
from ledger.registry import action_named, sentence_for
from portal.citizen import words
from portal.citizen.following import Following
from portal.formats import WORKING_DAY_MINUTES, duration, moment

_RUNNING_WORDS = {
    TaskState.READY: gettext_lazy("%(department)s has received it"),
    TaskState.CLAIMED: gettext_lazy("%(department)s is reviewing"),
    TaskState.ASKED: gettext_lazy("%(department)s waits for your answer"),
    TaskState.SUSPENDED: gettext_lazy("%(department)s is in a special procedure"),
}


def rows_of(follow: Following) -> list[dict[str, Any]]:
    """The timeline, newest first: on top the steps that run now, below what the ledger holds."""
    papers = {paper.source_event: paper for paper in follow.papers}
    tasks = {task.matter: task for task in follow.tasks}
    running = [_running(task) for task in follow.tasks if task.state in _RUNNING_WORDS]
    events = visible_events(follow.mine.case)
    return [*running, *(_row(event, follow, papers, tasks) for event in events)]


def visible_events(case: Case) -> list[Event]:
    """The events that a party may read, newest first; one query."""
    events = Event.objects.filter(chain_id=case.chain_id).order_by("-seq")
    return [event for event in events if action_named(event.action).visible == "party"]


def _running(task: Task) -> dict[str, Any]:
    now, start, due = clock.now(), task.started_at or clock.now(), task.promised_due_at or clock.now()
    used, allowed = working_minutes_between(start, now), working_minutes_between(start, due)
    return {
        "state": "now",
        "title": _RUNNING_WORDS[TaskState(task.state)] % {"department": pick(task.department.short_name)},
        "at": _("received %(at)s") % {"at": moment(start, words.language(), "near", clock.today())},
        "text": pick(task.name),
        "hint": _used(used, allowed),
        "used": min(used / allowed, 1) if allowed else 1.0,
        "late": now > due,
    }


def _used(used: int, allowed: int) -> str:
    language = words.language()
    return _("%(used)s of %(allowed)s used") % {
        "used": duration(used, language, WORKING_DAY_MINUTES),
        "allowed": duration(allowed, language, WORKING_DAY_MINUTES),
    }


def _row(event: Event, follow: Following, papers: dict[int, Paper], tasks: dict[str, Task]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "title": sentence_for(event),
        "at": moment(event.at, words.language(), "near", clock.today()),
        "text": _by(event, follow.mine.actor),
        "links": _links(event, follow, papers),
    }
    task = tasks.get(str(event.data.get("matter", "")))
    if event.action == "approvals.decide_task" and task and task.started_at and task.concluded_at:
        used = working_minutes_between(task.started_at, task.concluded_at)
        allowed = working_minutes_between(task.started_at, task.promised_due_at or task.concluded_at)
        row |= {"hint": _used(used, allowed), "used": min(used / allowed, 1) if allowed else 1.0}
        row["late"] = task.promised_due_at is not None and task.concluded_at > task.promised_due_at
    return row


def _by(event: Event, actor: Actor) -> str:
    """The post that acted; a person is not named, only oneself."""
    if event.actor_id == actor.actor_id:
        return _("you")
    role, _blank, place = event.post_label.partition(" ")
    if role not in Role.values:
        return ""
    zh, _slash, en = place.partition(" / ")
    return words.dotted([pick({"zh": zh, "en": en or zh}), str(Role(role).label)])


def _links(event: Event, follow: Following, papers: dict[int, Paper]) -> list[dict[str, str]]:
    paper = papers.get(event.pk)
    if paper is None:
        return []
    kwargs = {"reference": follow.mine.reference, "public_id": paper.public_id}
    return [{"label": str(Paper.Kind(paper.kind).label), "url": reverse("portal:paper", kwargs=kwargs)}]
