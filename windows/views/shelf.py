"""The exit shelf: what is ready, and to whom it is handed."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.actions import hand_over_results
from cases.models import Case, Result
from cases.selectors import parties_of
from cases.states import CaseState, ResultState
from core.errors import DomainError
from core.http import reads, writes
from core.text import pick
from ledger.access import look
from windows.views.common import (
    actor_of,
    after_key,
    expected,
    in_the_hall,
    of_the_hall,
    page_by,
    to_case,
)

READY = (CaseState.GRANTED, CaseState.PARTLY_GRANTED)


@reads
@in_the_hall
def shelf(request: HttpRequest) -> HttpResponse:
    """Granted cases whose results wait to be handed over, the oldest first (W-04)."""
    rows = Case.objects.visible_to(actor_of(request)).filter(state__in=READY)
    q = request.GET.get("q", "").strip()[:50]
    if q:
        rows = rows.filter(number=q)
    rows = rows.prefetch_related(
        Prefetch("results", queryset=Result.objects.order_by("id")),
        "parties__person",
        "parties__organisation",
    )
    found, next_after = page_by(rows, "holder_since", after_key(request))
    return render(request, "windows/shelf.html", {"rows": found, "next_after": next_after, "q": q})


@writes
@of_the_hall
def hand_over(request: HttpRequest, case: Case) -> HttpResponseBase:
    """One case's results and the form that records who took them."""
    if request.method != "POST":
        return _page(request, case)
    collector = request.POST.get("collector", "").strip()
    if collector not in _names(case) and not request.POST.get("authorised"):
        return _page(request, case, asks=True, status=422)
    look(actor_of(request), case, ["collector"], "hand-over", person_ids=[])
    try:
        hand_over_results(
            case,
            by=actor_of(request),
            method=request.POST.get("method", Result.Method.COUNTER),
            collector=collector,
            matters=request.POST.getlist("matter"),
            expect=expected(request),
        )
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return _page(request, Case.objects.select_related("chain").get(pk=case.pk), error=error)
    messages.success(request, _("Handed over and recorded."))
    return to_case("hand-over", case)


def _names(case: Case) -> set[str]:
    """Those who may collect without further question: the parties and those who represent them by law."""
    names = set()
    for party in parties_of(case):
        person = party.person or (party.organisation.legal_representative if party.organisation else None)
        if person:
            names |= {text for text in person.name.values() if text}
    return names


def _page(
    request: HttpRequest,
    case: Case,
    *,
    asks: bool = False,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    results = list(Result.objects.filter(case=case).select_related("certificate").order_by("id"))
    context = {
        "case": case,
        "errand": pick(case.name),
        "results": results,
        "ready": [result for result in results if result.state == ResultState.ON_SHELF],
        "asks": asks,
        "typed": request.POST,
        "error": error,
        "methods": [
            (Result.Method.COUNTER, _("At this counter")),
            (Result.Method.COURIER, _("By courier")),
            (Result.Method.ELECTRONIC, _("Fetched electronically")),
        ],
    }
    return render(request, "windows/hand_over.html", context, status=error.status if error else status)
