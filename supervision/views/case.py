"""One case as supervision reads it: whose turn it is, the picture, tasks, record. Nothing to press."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.actor import Actor
from approvals.models import Task
from approvals.policies import cases_visible_to
from approvals.presenting import light_of_case, minutes_left, party_rows, picture_rows, timeline
from approvals.selectors import tasks_of
from cases.models import Case
from cases.selectors import parties_of
from core import clock
from core.errors import NotFound
from core.http import reads
from core.text import pick
from documents.selectors import packages_of
from ledger.access import look
from supervision.presenting import holder_of, task_rows
from supervision.views.common import actor_of_request, watching

LOOK_REASON = "supervision of time limits"
RELATED = ("chain", "service_point", "holder_department")
SHOWN = ["parties (masked)", "timeline"]


@reads
@watching
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The case read-only, people masked; the look is on record."""
    actor = actor_of_request(request)
    found = cases_visible_to(actor).by_reference(reference).select_related(*RELATED).first()
    if found is None:
        raise NotFound()
    return render(request, "supervision/case.html", _context(actor, found))


def _context(actor: Actor, found: Case) -> dict[str, Any]:
    now = clock.now()
    parties = parties_of(found)
    tasks: list[Task] = list(tasks_of(found, now))
    look(actor, found, SHOWN, LOOK_REASON, person_ids=[row.person_id for row in parties if row.person_id])
    return {
        "case": found,
        "now": now,
        "name": pick(found.name),
        "hall": pick(found.service_point.name),
        "holder": holder_of(found),
        "lamp": light_of_case(found, now),
        "left": minutes_left(found.holder_due_at, now),
        "parties": party_rows(parties),
        "tasks": task_rows(tasks, now),
        "picture": picture_rows(tasks, now),
        "timeline": timeline(found),
        "packages": list(packages_of(found.chain_id)),
    }
