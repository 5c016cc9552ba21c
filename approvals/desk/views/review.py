"""One task beside its materials, and the decision on it (R-02)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.actions import decide_task
from approvals.desk.forms import DecisionForm
from approvals.desk.reading import Review, review_of
from approvals.desk.showing import page_context
from approvals.desk.views.common import (
    must_be_seen,
    new_key,
    of_task,
    once_pressed,
    place_of,
    review_url,
    see_other,
)
from approvals.desk.worklist import next_task
from cases.selectors import people_among
from core import clock
from core.errors import DomainError
from core.http import writes
from core.text import pick
from ledger.access import look

OPENED = "reviewing the task"
LONGEST_REASON = 200
NO_DECISION = "none"


@writes
@of_task
def review(request: HttpRequest, task: Review) -> HttpResponseBase:
    """The review page; sent, it decides the task. A refused decision comes back as it was typed."""
    if request.method == "POST":
        return _decide(request, task)
    return show(request, task, DecisionForm.fresh(task))


def _decide(request: HttpRequest, task: Review) -> HttpResponseBase:
    try:
        return once_pressed(request, lambda: _decided(request, task))
    except DomainError as error:
        fresh = review_of(task.actor, task.task.public_id)
        return show(request, fresh, DecisionForm.posted(fresh, request.POST, error), status=error.status)


def _decided(request: HttpRequest, task: Review) -> str:
    """Decides and gives the address of the next task, or of the list when there is none."""
    must_be_seen(task, request.POST.get("seen", ""))
    form = DecisionForm.posted(task, request.POST)
    decide_task(
        task.task,
        by=task.actor,
        decision=request.POST.get("decision", NO_DECISION),
        opinion=form.opinion,
        conclusion=form.conclusion,
        expect=task.case.version,
    )
    words = {"number": task.case.number, "name": pick(task.task.name)}
    messages.success(request, _("%(name)s of %(number)s is decided.") % words)
    following = next_task(task.actor, besides=task.task.pk)
    return reverse("desk:review", args=[following.public_id]) if following else reverse("desk:tasks")


def show(
    request: HttpRequest,
    task: Review,
    form: DecisionForm,
    *,
    status: int = 200,
    unmasked: bool = False,
    reason: str = OPENED,
) -> HttpResponse:
    """The page; that somebody looks is on record before anything leaves."""
    _record_look(task, reason, unmasked=unmasked)
    context: dict[str, Any] = {
        **place_of(task.actor),
        **page_context(task, clock.now(), query=_query(request), unmasked=unmasked),
        "form": form,
        "key": new_key(),
        "url": review_url(task),
    }
    return render(request, "desk/review.html", context, status=status)


def _query(request: HttpRequest) -> Mapping[str, str]:
    return request.GET.dict()


def _record_look(task: Review, reason: str, *, unmasked: bool) -> None:
    shown = [row.element for row in task.answers] if unmasked else ["answers (masked)", "materials"]
    look(task.actor, task.case, shown, reason, person_ids=people_among(task.parties))


@writes
@of_task
def reveal(request: HttpRequest, task: Review) -> HttpResponseBase:
    """Shows what is masked, once, for a reason that goes on record; a reload is masked again."""
    if request.method != "POST":
        return see_other(review_url(task))
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    form = DecisionForm.fresh(task)
    if not reason:
        messages.error(request, _("Say why you need to see it: the person can read the reason."))
        return show(request, task, form, status=422)
    return show(request, task, form, unmasked=True, reason=reason)
