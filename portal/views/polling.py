"""A page that asks for itself: cheap while nothing happened."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from approvals.policies import cases_visible_to
from cases.models import Case
from core import clock
from core.http import View
from portal.views.common import actor_of_request

UNCHANGED = 204


def version_of(case: Case, sequence: int) -> str:
    """Moves with every act on the case, and when a time runs out, which no act records."""
    now = clock.now()
    passed = [due is not None and due < now for due in (case.holder_due_at, case.promised_due_at)]
    return f"{sequence}{''.join('l' if late else 'i' for late in passed)}"


def quiet_while_unchanged(view: View) -> View:
    """Answers a poll that carries the version that still stands with nothing: one narrow statement.

    Polling rather than server-sent events: a worker's thread is held for a few milliseconds, not for
    as long as somebody looks, so a handful of threads serves thousands of open pages.
    """

    @wraps(view)
    def polled(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponseBase:
        known = request.GET.get("version", "") if request.headers.get("HX-Request") else ""
        if known and known == _standing(request, reference):
            return HttpResponse(status=UNCHANGED)
        return view(request, reference=reference, **kwargs)

    return polled


def _standing(request: HttpRequest, reference: str) -> str:
    """The version as it stands; empty where the reader has no such case, which the page itself says."""
    actor = actor_of_request(request)
    if actor.user_id is None:
        return ""
    columns = ("id", "holder_due_at", "promised_due_at", "chain__seq")
    case = cases_visible_to(actor).by_reference(reference).select_related("chain").only(*columns).first()
    return version_of(case, case.chain.seq) if case else ""
