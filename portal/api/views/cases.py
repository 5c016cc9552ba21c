"""A case from its draft to its submission, and reading it."""

from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from approvals.models import Task
from approvals.policies import cases_visible_to
from cases.actions import answer_form, draft_case, request_pre_review, submit_case
from cases.composing import composition_of
from cases.models import Case
from cases.readers import readable_answers
from cases.selectors import parties_of
from cases.visibility import visible_situation
from core.errors import NotFound
from core.idempotency import Answer
from portal.api.calls import acting, expected_version
from portal.api.errands import channel_of, errand_of, hall_for
from portal.api.examples import DRAFT_EXAMPLES, FORM_EXAMPLES
from portal.api.inputs.cases import AnswersInput, NewCaseInput
from portal.api.inputs.fields import Nothing
from portal.api.inputs.lists import HOLDER_KINDS, CaseFilter, Paging
from portal.api.pagination import Pages
from portal.api.people import party_specs
from portal.api.presenting.cases import summary, summary_of, with_summary
from portal.api.presenting.parties import party
from portal.api.presenting.reading import note_look
from portal.api.presenting.whole import Whole, load, present, warnings, with_everything
from portal.api.shapes.cases import (
    AnsweredShape,
    CaseShape,
    CaseSummaryShape,
    CaseWithPartiesShape,
    SubmittedShape,
)
from portal.api.shapes.common import page_of
from portal.api.views.base import ApiView, read

TAGS = ["Cases"]
FAR_AHEAD = "9999-12-31T00:00:00Z"


class CasesView(ApiView):
    """The caller's cases, and beginning one."""

    @extend_schema(
        parameters=[CaseFilter, Paging], responses={200: page_of("CasePage", CaseSummaryShape)}, tags=TAGS
    )
    def get(self, request: Request) -> Response:
        """List the cases the caller may know of: each sees what is theirs."""
        wanted = read(CaseFilter, request.query_params)
        rows = with_summary(narrowed(cases_visible_to(self.actor), wanted))
        pages = Pages()
        pages.ordering = ordering(wanted["ordering"])
        page = pages.paginate_queryset(rows, request, view=self) or []
        return pages.get_paginated_response([summary(row) for row in page])

    @extend_schema(
        request=NewCaseInput, responses={201: CaseWithPartiesShape}, examples=DRAFT_EXAMPLES, tags=TAGS
    )
    @acting(key_required=True)
    def post(self, request: Request) -> Answer:
        """Begin a case: a draft that pins the versions in force now."""
        data = read(NewCaseInput, request.data)
        errand = errand_of(data)
        case = draft_case(
            errand,
            by=self.actor,
            service_point=hall_for(errand, data.get("service_point")),
            channel=channel_of(data.get("channel"), self.actor),
            situation=data.get("situation"),
            parties=party_specs(data.get("parties")),
            language=(get_language() or "zh").split("-")[0],
        )
        body = {**summary_of(case.pk), "situation": case.situation}
        return Answer(201, {**body, "parties": [party(row) for row in parties_of(case)]})


def narrowed(cases: QuerySet[Case], wanted: dict[str, Any]) -> QuerySet[Case]:
    """The cases that fit the parameters; each is a condition on an indexed column where it can be."""
    if "state" in wanted:
        cases = cases.filter(state=wanted["state"])
    if "holder" in wanted:
        by_kind = wanted["holder"] in HOLDER_KINDS
        cases = cases.filter(**{"holder" if by_kind else "holder_department__code": wanted["holder"]})
    if "department" in wanted:
        decided_by = Task.objects.filter(case=OuterRef("pk"), department__code=wanted["department"])
        cases = cases.filter(Exists(decided_by))
    if "due_before" in wanted:
        cases = cases.filter(holder_due_at__lt=wanted["due_before"])
    if words := wanted.get("q", "").strip():
        named = Q(name__zh__icontains=words) | Q(name__en__icontains=words)
        cases = cases.filter(named | Q(number__startswith=words))
    if wanted["ordering"].endswith("due"):
        far = Value(FAR_AHEAD, output_field=DateTimeField())
        cases = cases.annotate(due_key=Coalesce("holder_due_at", far))
    return cases


def ordering(name: str) -> tuple[str, ...]:
    """The columns behind an order; what has no date comes last."""
    sign = "-" if name.startswith("-") else ""
    return (f"{sign}due_key", f"{sign}id") if name.endswith("due") else (name,)


class CaseView(ApiView):
    """One case."""

    @extend_schema(responses={200: CaseShape}, tags=TAGS)
    def get(self, request: Request, ref: str) -> Response:
        """Read a case, cut to what the caller may see."""
        found = cases_visible_to(self.actor).by_reference(ref)
        row = with_everything(found).first()
        if row is None:
            raise NotFound
        return Response(present(load(row, self.actor)))

    @extend_schema(request=AnswersInput, responses={200: AnsweredShape}, examples=FORM_EXAMPLES, tags=TAGS)
    @acting()
    def patch(self, request: Request, ref: str) -> Answer:
        """Save any subset of the answers; doubtful values are kept and named in `warnings`."""
        case = self.case(ref)
        data = read(AnswersInput, request.data)
        draft = answer_form(
            case,
            by=self.actor,
            form=data.get("form", {}),
            situation=data.get("situation"),
            expect=expected_version(request),
        )
        return Answer(200, self._answered(case.pk, draft.answers))

    def _answered(self, case_id: int, answers: dict[str, Any]) -> dict[str, Any]:
        row = with_everything(Case.objects.filter(pk=case_id)).get()
        parties = parties_of(row)
        whole = Whole(row, self.actor, parties, row.draft, composition_of(row, answers), answers)
        reader = whole.reader
        form = readable_answers(reader, answers, whole.composition, parties)
        note_look(reader, row, form, whole.elements, parties)
        said = warnings(whole, form)
        situation = visible_situation(reader.eyes, row.situation, whole.composition)
        return {**summary(row), "situation": situation, "form": form, "warnings": said}


class PreReviewView(ApiView):
    """A check before submission."""

    @extend_schema(request=Nothing, responses={200: CaseSummaryShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Ask a professional to look first; no legal clock runs (A-031)."""
        case = self.case(ref)
        read(Nothing, request.data)
        request_pre_review(case, by=self.actor, expect=expected_version(request))
        return Answer(200, summary_of(case.pk))


class SubmitView(ApiView):
    """Handing the application in."""

    @extend_schema(request=Nothing, responses={200: SubmittedShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Submit: number and receipt, or everything that is missing at once."""
        case = self.case(ref)
        read(Nothing, request.data)
        submitted = submit_case(case, by=self.actor, expect=expected_version(request))
        return Answer(200, {**summary_of(case.pk), "receipt": submitted.receipt})
