"""The exit shelf: what is ready, and to whom it is handed."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Person
from cases.actions import hand_over_results
from cases.delivery import Exit, exit_of, pickup_code
from cases.models import Bill, Case, CaseQuerySet, Party, Result
from cases.payment_states import BillState
from cases.selectors import parties_of, people_among
from cases.states import CaseState, ResultState
from core.errors import DomainError, NotFound
from core.http import View, reads, writes
from core.identity import mask_id, mask_name
from core.text import pick
from ledger.access import look
from windows.views.common import (
    actor_of,
    after_key,
    expected,
    in_the_hall,
    looked_for,
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
    rows = _leaving_here(actor_of(request)).filter(state__in=READY)
    q = looked_for(request)
    if q:
        rows = rows.filter(pk__in=_with_code(rows, q)) if q.isdecimal() else rows.filter(number=q)
    rows = rows.prefetch_related(
        Prefetch("results", queryset=Result.objects.order_by("id")),
        "parties__person",
        "parties__organisation",
    )
    found, next_after = page_by(rows, "holder_since", after_key(request))
    return show(request, "shelf", {"rows": found, "next_after": next_after, "q": q})


def _leaving_here(actor: Actor) -> CaseQuerySet:
    """Cases of the hall, and those whose applicant chose to collect here."""
    chosen = Q(exit_choice__method=Result.Method.COUNTER, exit_choice__service_point=actor.service_point_id)
    mine = Case.objects.visible_to(actor).values("pk")
    return Case.objects.filter(chosen | Q(pk__in=mine))


def _with_code(rows: CaseQuerySet, code: str) -> list[int]:
    """The cases whose pick-up code that is: it is worked out, never stored."""
    listed = rows.values_list("pk", "public_id")
    return [pk for pk, public_id in listed if pickup_code(public_id) == code]


def of_the_exit(view: View) -> View:
    """Hands the case to the view that leaves through this hall; any other does not exist here."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponseBase:
        rows = _leaving_here(actor_of(request)).by_reference(reference)
        case = rows.select_related("service_point", "chain", "one_thing_version").first()
        if case is None:
            raise NotFound()
        return view(request, case, **kwargs)

    return in_the_hall(found)


@writes
@of_the_exit
def hand_over(request: HttpRequest, case: Case) -> HttpResponseBase:
    """One case's results and the form that records who took them."""
    if request.method != "POST":
        return _page(request, case)
    by_courier = request.POST.get("method") == Result.Method.COURIER
    collector = "" if by_courier else _collector(request, case)
    if not collector and not by_courier:
        _note(request, case, "hand-over refused: no authority")
        return _page(request, case, asks=True, status=422)
    _note(request, case, "hand-over")
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
    told = _("Given to the courier; handed over when it arrives.") if by_courier else ""
    messages.success(request, told or _("Handed over and recorded."))
    return to_case("hand-over", case)


def _people(case: Case) -> list[tuple[str, Party, Person | None]]:
    """role, party, and the person who may collect for it: the party, or who represents it by law."""
    rows = []
    for party in parties_of(case):
        person = party.person or (party.organisation.legal_representative if party.organisation else None)
        rows.append((party.role, party, person))
    return rows


def _note(request: HttpRequest, case: Case, why: str) -> None:
    """Who takes results is told from the parties' names: the look stands beside each of them."""
    look(actor_of(request), case, ["collector"], why, person_ids=people_among(parties_of(case)))


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


def _wanted(case: Case) -> dict[str, Any]:
    """What the exit clerk has to know: the way the applicant chose, and whether the fee is settled."""
    way = exit_of(case)
    bill = Bill.objects.filter(case=case).first()
    unpaid = bill is not None and bill.state == BillState.OPEN
    return {
        "way": way,
        "way_words": _way_words(way),
        "unpaid": unpaid,
        "unpaid_yuan": bill.total_fen / 100 if bill and unpaid else 0,
        "billed": bill is not None,
    }


def all_with_courier(results: list[Result]) -> bool:
    """Whether nothing is left here and the courier still has a part on the way."""
    states = {result.state for result in results}
    return ResultState.IN_TRANSFER in states and states <= {ResultState.IN_TRANSFER, ResultState.HANDED_OVER}


def _way_words(way: Exit) -> str:
    if way.method == Result.Method.COURIER:
        return _("by courier") if way.address else _("by courier, no address yet")
    return _("at a counter") if way.method == Result.Method.COUNTER else _("electronically")


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
        "with_courier": all_with_courier(results),
        "asks": asks,
        **_wanted(case),
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
