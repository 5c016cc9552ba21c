"""What happened to a case, in the ledger's own sentences, as far as a party may read them."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.labels import actor_in_words
from approvals.models import Task
from approvals.states import TaskState
from cases.readers import readable_events
from core import clock
from core.calendar import working_minutes_between
from core.text import pick
from documents.models import Paper
from ledger.models import Event
from ledger.registry import sentence_for
from portal.citizen import words
from portal.citizen.case_facts import reviewer_of
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
    events = Event.objects.filter(chain_id=follow.mine.case.chain_id).order_by("-seq")
    told = readable_events(follow.mine.reader, events)
    return [*running, *(_row(event, follow, papers, tasks) for event in told)]


def _running(task: Task) -> dict[str, Any]:
    now, start, due = clock.now(), task.started_at or clock.now(), task.promised_due_at or clock.now()
    used, allowed = working_minutes_between(start, now), working_minutes_between(start, due)
    left = _("due %(at)s") % {"at": _near(due)}
    return {
        "state": "now",
        "title": _RUNNING_WORDS[TaskState(task.state)] % {"department": pick(task.department.short_name)},
        "at": _("received %(at)s") % {"at": _near(start)},
        "text": words.dotted([pick(task.name), reviewer_of(task)]),
        "hint": words.dotted([_used(used, allowed), left]),
        "used": min(used / allowed, 1) if allowed else 1.0,
        "late": now > due,
    }


def _near(at: datetime) -> str:
    return moment(at, words.language(), "near", clock.today())


def _used(used: int, allowed: int) -> str:
    language = words.language()
    return _("%(used)s of %(allowed)s used") % {
        "used": duration(used, language, WORKING_DAY_MINUTES),
        "allowed": duration(allowed, language, WORKING_DAY_MINUTES),
    }


def _row(event: Event, follow: Following, papers: dict[int, Paper], tasks: dict[str, Task]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "title": sentence_for(event),
        "at": _near(event.at),
        "text": _by(event, follow.mine.actor),
        "links": _links(event, follow, papers),
    }
    task = tasks.get(str(event.data.get("matter", "")))
    if event.action == "approvals.decide_task" and task and task.started_at and task.concluded_at:
        row |= _answered_for(task, task.started_at, task.concluded_at)
    return row


def _answered_for(task: Task, start: datetime, done: datetime) -> dict[str, Any]:
    """When a department received, had to and did conclude, and how much of its time it used."""
    due = task.promised_due_at or done
    used, allowed = working_minutes_between(start, done), working_minutes_between(start, due)
    when = _("received %(start)s, due %(due)s") % {"start": _near(start), "due": _near(due)}
    return {
        "hint": words.dotted([_used(used, allowed), when]),
        "used": min(used / allowed, 1) if allowed else 1.0,
        "late": done > due,
    }


def _by(event: Event, actor: Actor) -> str:
    """The post that acted; a person is not named, only oneself."""
    if event.actor_id == actor.actor_id:
        return _("you")
    return actor_in_words(event.actor_label, event.post_label)


def _links(event: Event, follow: Following, papers: dict[int, Paper]) -> list[dict[str, str]]:
    paper = papers.get(event.pk)
    if paper is None:
        return []
    kwargs = {"reference": follow.mine.reference, "public_id": paper.public_id}
    return [{"label": str(Paper.Kind(paper.kind).label), "url": reverse("portal:paper", kwargs=kwargs)}]
