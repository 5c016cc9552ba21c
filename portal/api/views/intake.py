"""What the window does with a submitted case, and what the applicant answers."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from approvals.actions import answer_question, open_round, withdraw
from approvals.models import Task
from cases.actions import refuse_case, return_case, supplement_case
from cases.models import Case
from cases.states import CaseState
from core.idempotency import Answer
from portal.api.calls import acting, expected_version
from portal.api.inputs.cases import AcceptanceInput, GapsInput, RefusalInput, WithdrawalInput
from portal.api.inputs.fields import Nothing
from portal.api.presenting.cases import summary_of
from portal.api.presenting.tasks import task_row, with_plan
from portal.api.shapes.cases import AcceptedShape, CaseSummaryShape
from portal.api.views.base import ApiView, read

TAGS = ["Window"]


class AcceptView(ApiView):
    """Acceptance."""

    @extend_schema(request=AcceptanceInput, responses={200: AcceptedShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Accept, tolerantly where materials may follow; all tasks that may start are opened."""
        case = self.case(ref)
        data = read(AcceptanceInput, request.data)
        tolerated = {entry["material"]: entry["due"] for entry in data.get("tolerated", [])}
        open_round(case, by=self.actor, tolerated=tolerated, expect=expected_version(request))
        return Answer(200, {**summary_of(case.pk), "tasks": opened_tasks(case)})


def opened_tasks(case: Case) -> list[dict[str, Any]]:
    """The tasks of a review that has just begun: no facts yet."""
    rows = with_plan(Task.objects.filter(case=case)).order_by("round_id", "ordinal")
    return [task_row(row, {}) for row in rows]


class RequestCorrectionView(ApiView):
    """The one-off notice."""

    @extend_schema(request=GapsInput, responses={200: CaseSummaryShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Tell the applicant everything that has to be corrected, at once."""
        case = self.case(ref)
        data = read(GapsInput, request.data)
        return_case(case, by=self.actor, gaps=data["gaps"], expect=expected_version(request))
        return Answer(200, summary_of(case.pk))


class RefuseView(ApiView):
    """Non-acceptance."""

    @extend_schema(request=RefusalInput, responses={200: CaseSummaryShape}, tags=TAGS)
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Not accept the application, with the reason and the remedy."""
        case = self.case(ref)
        data = read(RefusalInput, request.data)
        refuse_case(case, by=self.actor, **data, expect=expected_version(request))
        return Answer(200, summary_of(case.pk))


class SupplementView(ApiView):
    """The applicant's answer."""

    @extend_schema(request=Nothing, responses={200: CaseSummaryShape}, tags=["Cases"])
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Answer a notice, a tolerated gap or a reviewer's question with what was sent before."""
        case = self.case(ref)
        read(Nothing, request.data)
        answer = answer_question if case.state == CaseState.IN_REVIEW else supplement_case
        answer(case, by=self.actor, expect=expected_version(request))
        return Answer(200, summary_of(case.pk))


class WithdrawView(ApiView):
    """The applicant's wish to end it."""

    @extend_schema(request=WithdrawalInput, responses={200: CaseSummaryShape}, tags=["Cases"])
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Withdraw; in a joint application one party's withdrawal ends it for all."""
        case = self.case(ref)
        data = read(WithdrawalInput, request.data)
        withdraw(case, by=self.actor, reason=data["reason"], expect=expected_version(request))
        return Answer(200, summary_of(case.pk))
