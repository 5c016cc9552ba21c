"""One case beside its materials, and the window's answers to it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from approvals.actions import open_round
from cases.actions import answer_pre_review, refuse_case, return_case
from cases.models import Case, CaseMaterial
from cases.policies import ACCEPTING_ROLES
from cases.selectors import parties_of, people_among
from cases.states import CaseState
from core.errors import BadInput, DomainError, NotAllowed, NotFound
from core.http import reads, writes
from documents.models import Paper
from documents.serving import serve, serve_own, serve_preview
from ledger.access import look
from windows.views.common import RELATED, actor_of, expected, of_the_hall, show, to_case
from windows.views.papers_shown import LATER, TELL
from windows.views.sheet import sheet_of, written

REASON = "intake at the window"


@reads
@of_the_hall
def case(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The case as the clerk sees it, masked; the look is recorded before it is shown."""
    if case.state == CaseState.DRAFT:
        return redirect("windows:fill", reference=case.public_id)
    parties = parties_of(case)
    look(actor_of(request), case, ["answers", "materials"], REASON, person_ids=people_among(parties))
    return show(request, "case", sheet_of(request, case, parties))


@writes
@of_the_hall
def reveal(request: HttpRequest, case: Case) -> HttpResponse:
    """The same page with personal data in full, once, for a reason that is kept."""
    if actor_of(request).role not in ACCEPTING_ROLES:
        raise NotAllowed(_("Only those who take applications in see them in full."))
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise BadInput(_("Say why you need to see it."))
    parties = parties_of(case)
    look(actor_of(request), case, ["identity numbers", "mobiles"], reason, person_ids=people_among(parties))
    return show(request, "case", sheet_of(request, case, parties, unmasked=True))


@writes
@of_the_hall
def accept(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Accept; the days beside tolerable gaps make it a tolerant acceptance."""
    return _answer(
        request,
        case,
        lambda: open_round(
            case, by=actor_of(request), tolerated=_tolerated(request), expect=expected(request)
        ),
        _("Accepted: all departments have it now."),
    )


@writes
@of_the_hall
def correct(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Tell everything that has to be corrected, at once."""
    return _answer(
        request,
        case,
        lambda: return_case(case, by=actor_of(request), gaps=_gaps(request), expect=expected(request)),
        _("The applicant has been told everything that is missing."),
    )


@writes
@of_the_hall
def refuse(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Not accept, with reason and remedy."""
    words = {name: request.POST.get(name, "") for name in ("reason", "remedy")}
    return _answer(
        request,
        case,
        lambda: refuse_case(case, by=actor_of(request), expect=expected(request), **words),
        _("The applicant has been told why, and what they may do."),
    )


@writes
@of_the_hall
def advise(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Answer a check before submission."""
    advice = request.POST.get("advice", "").strip()
    return _answer(
        request,
        case,
        lambda: answer_pre_review(case, by=actor_of(request), advice=advice, expect=expected(request)),
        _("Your advice has been sent."),
    )


@reads
@of_the_hall
def papers(request: HttpRequest, case: Case) -> HttpResponse:
    """The list of papers alone, asked for again while the receipt is being made."""
    return render(request, "windows/parts/papers.html", {"case": case, **written(case)})


@reads
@of_the_hall
def paper(request: HttpRequest, case: Case, public_id: UUID) -> HttpResponseBase:
    """A receipt or notice as PDF, to print at the window."""
    rows = Paper.objects.filter(chain_id=case.chain_id, public_id=public_id)
    found = rows.select_related("file").first()
    if found is None:
        raise NotFound()
    look(actor_of(request), case, [f"paper {found.kind}"], REASON, person_ids=people_among(parties_of(case)))
    return serve_own(found.file)


@reads
@of_the_hall
def preview(request: HttpRequest, case: Case, file_id: int, page: int) -> HttpResponse:
    """One page of a material as a picture; the look is recorded before it leaves."""
    row = _file(case, file_id)
    seen = [f"page {page} of {row.material}"]
    look(actor_of(request), case, seen, REASON, person_ids=people_among(parties_of(case)))
    return serve_preview(row.file, page)


@reads
@of_the_hall
def download(request: HttpRequest, case: Case, file_id: int) -> HttpResponseBase:
    """A material's file as it was handed in."""
    row = _file(case, file_id)
    look(actor_of(request), case, [f"file {row.material}"], REASON, person_ids=people_among(parties_of(case)))
    return serve(row.file)


def _file(case: Case, file_id: int) -> CaseMaterial:
    row = CaseMaterial.objects.filter(case=case, pk=file_id).select_related("file").first()
    if row is None:
        raise NotFound()
    return row


def _answer(request: HttpRequest, case: Case, act: Any, said: str) -> HttpResponseBase:
    """Perform an act; what does not go through comes back on the same page with everything typed."""
    try:
        act()
    except DomainError as error:
        if error.status in (403, 404):
            raise
        fresh = Case.objects.select_related(*RELATED).get(pk=case.pk)
        page = sheet_of(request, fresh, parties_of(fresh), error=error)
        return show(request, "case", page, status=error.status)
    messages.success(request, said)
    return to_case("case", case)


def _marked(request: HttpRequest, mark: str) -> list[str]:
    """The materials that the clerk gave this mark."""
    return [
        name.removeprefix("mark-")
        for name, value in request.POST.items()
        if name.startswith("mark-") and value == mark
    ]


def _tolerated(request: HttpRequest) -> dict[str, date]:
    """material -> the day by which it follows. Raises BadInput while something is marked as to be told."""
    told = _marked(request, TELL)
    if told:
        raise BadInput(
            _("Something is marked as to be told: send the notice, or take it."),
            errors=[{"material": name, "reason": _("Marked as to be told.")} for name in told],
        )
    return {name: _day(name, request.POST.get(f"owed-{name}", "")) for name in _marked(request, LATER)}


def _day(material: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        reason = _("This is not a date, such as 2026-11-20.")
        raise BadInput(reason, errors=[{"material": material, "reason": reason}]) from None


def _gaps(request: HttpRequest) -> list[dict[str, str]]:
    """The materials and statements to be corrected, each with its reason, or the one given for all."""
    chosen = [("material", name) for name in _marked(request, TELL)]
    chosen += [("element", name) for name in request.POST.getlist("element")]
    general = request.POST.get("why", "").strip()
    return [
        {kind: name, "reason": request.POST.get(f"why-{kind}-{name}", "").strip() or general}
        for kind, name in chosen
    ]
