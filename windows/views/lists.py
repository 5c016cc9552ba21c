"""The intake queue and the cases of the hall."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from approvals.presenting import light_of_case, minutes_left
from cases.models import Case, Party
from cases.states import BEFORE_SUBMISSION, CaseState
from core.clock import now
from core.http import reads
from windows.unanswered import waiting_for_words
from windows.views.common import actor_of, after_key, in_the_hall, looked_for, page_by, page_newest, show

WAITING = (CaseState.SUBMITTED, CaseState.PRE_REVIEW)


@reads
@in_the_hall
def intake(request: HttpRequest) -> HttpResponse:
    """Cases that wait for their first answer, the most urgent on top (W-05)."""
    hall = Case.objects.visible_to(actor_of(request))
    rows = _searched(hall.filter(state__in=WAITING), looked_for(request))
    state = request.GET.get("state", "")
    if state in WAITING:
        rows = rows.filter(state=state)
    found, next_after = page_by(_with_people(rows), "holder_since", after_key(request))
    counts = hall.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in WAITING})
    context = {
        "rows": _shown(found),
        "next_after": next_after,
        "counts": counts,
        "state": state,
        "q": looked_for(request),
    }
    return show(request, "intake", context)


@reads
@in_the_hall
def cases(request: HttpRequest) -> HttpResponse:
    """All cases of the hall, the newest first; closed ones have no day any more, so the number decides."""
    rows: QuerySet[Case] = Case.objects.visible_to(actor_of(request)).exclude(state__in=BEFORE_SUBMISSION)
    state = request.GET.get("state", "")
    if state in CaseState.values:
        rows = rows.filter(state=state)
    rows = _searched(rows, looked_for(request))
    written = waiting_for_words(rows)
    if request.GET.get("messages"):
        rows = written
    found, next_after = page_newest(_with_people(rows), after_key(request))
    context = {
        "rows": _shown(found),
        "next_after": next_after,
        "written": written.count(),
        "written_only": bool(request.GET.get("messages")),
        "states": [(choice.value, choice.label) for choice in CaseState if choice not in BEFORE_SUBMISSION],
        "state": state,
        "q": looked_for(request),
    }
    return show(request, "cases", context)


def _searched(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    """By case number, or by the exact document number of a party."""
    if not text:
        return rows
    people = Party.objects.filter(Q(person__id_number=text) | Q(organisation__uscc=text)).values("case_id")
    return rows.filter(Q(number=text) | Q(pk__in=people))


def _with_people(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("holder_department").prefetch_related(
        "parties__person", "parties__organisation"
    )


def _shown(found: list[Case]) -> list[dict]:
    at = now()
    return [
        {
            "case": case,
            "light": light_of_case(case, at),
            "applicant": next(iter(case.parties.all()), None),
            "minutes": minutes_left(case.holder_due_at, at),
        }
        for case in found
    ]
