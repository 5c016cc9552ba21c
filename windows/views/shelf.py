"""The exit shelf: what is ready, and to whom it is handed."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from accounts.models import Person
from cases.actions import hand_over_results
from cases.models import Case, Party, Result
from cases.selectors import parties_of
from cases.states import CaseState, ResultState
from core.errors import DomainError
from core.http import reads, writes
from core.identity import mask_id, mask_name
from core.text import pick
from ledger.access import look
from windows.views.common import (
    actor_of,
    after_key,
    expected,
    in_the_hall,
    of_the_hall,
    page_by,
    show,
    to_case,
)

OTHER = "other"
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
    return show(request, "shelf", {"rows": found, "next_after": next_after, "q": q})


@writes
@of_the_hall
def hand_over(request: HttpRequest, case: Case) -> HttpResponseBase:
    """One case's results and the form that records who took them."""
    if request.method != "POST":
        return _page(request, case)
    collector = _collector(request, case)
    if not collector:
        look(actor_of(request), case, ["collector"], "hand-over refused: no authority", person_ids=[])
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


def _people(case: Case) -> list[tuple[str, Party, Person | None]]:
    """role, party, and the person who may collect for it: the party, or who represents it by law."""
    rows = []
    for party in parties_of(case):
        person = party.person or (party.organisation.legal_representative if party.organisation else None)
        rows.append((party.role, party, person))
    return rows


def _collector(request: HttpRequest, case: Case) -> str:
    """The name of whoever takes the results; empty when it is nobody known and no authority was seen."""
    who = request.POST.get("who", "")
    if who == OTHER:
        return request.POST.get("collector", "").strip() if request.POST.get("authorised") else ""
    return next((pick(person.name) for role, _party, person in _people(case) if role == who and person), "")


def _choices(case: Case) -> list[dict[str, str]]:
    """Who may stand at the counter: masked, enough to compare with the card."""
    known = [
        {
            "value": role,
            "label": _("%(name)s (%(role)s)")
            % {"name": mask_name(pick(person.name)), "role": pick(party.name)},
            "hint": mask_id(person.id_number),
        }
        for role, party, person in _people(case)
        if person
    ]
    return [*known, {"value": OTHER, "label": _("Somebody else"), "hint": _("with a written authority")}]


def _page(
    request: HttpRequest,
    case: Case,
    *,
    asks: bool = False,
    error: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    people = _choices(case)
    results = list(Result.objects.filter(case=case).select_related("certificate").order_by("id"))
    context = {
        "case": case,
        "errand": pick(case.name),
        "results": results,
        "ready": [result for result in results if result.state == ResultState.ON_SHELF],
        "asks": asks,
        "people": people,
        "who": request.POST.get("who") or people[0]["value"],
        "typed": request.POST,
        "error": error,
        "methods": [
            (Result.Method.COUNTER, _("At this counter")),
            (Result.Method.COURIER, _("By courier")),
            (Result.Method.ELECTRONIC, _("Fetched electronically")),
        ],
    }
    return show(request, "hand_over", context, status=error.status if error else status)
