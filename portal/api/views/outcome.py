"""What a case yields, what its parties say of it, and what can be proved."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Role
from cases.actions import hand_over_results, rate_case
from cases.models import Case, Rating, Result
from cases.policies import must_be_applicant
from cases.readers import Reader, readable_events
from cases.selectors import parties_of
from core.idempotency import Answer
from ledger.proofs import proof_of
from portal.api.calls import acting, expected_version
from portal.api.inputs.cases import HandOverInput, RatingInput
from portal.api.presenting.cases import result_row, summary_of
from portal.api.presenting.common import moment
from portal.api.presenting.timeline import entry, events_of
from portal.api.shapes.cases import HandedOverShape, ProofShape, RatingShape, TimelineShape
from portal.api.views.base import ApiView, read


class HandOverView(ApiView):
    """The exit window."""

    @extend_schema(request=HandOverInput, responses={200: HandedOverShape}, tags=["Window"])
    @acting()
    def post(self, request: Request, ref: str) -> Answer:
        """Hand results over; left out, all that are ready. Repeating is harmless."""
        case = self.case(ref)
        data = read(HandOverInput, request.data)
        hand_over_results(
            case,
            by=self.actor,
            method=data["method"],
            collector=data["collector"] or "",
            matters=matters_of(case, data.get("results", [])),
            expect=expected_version(request),
        )
        rows = Result.objects.filter(case=case).select_related("certificate")
        results = [result_row(row, whole=True) for row in rows]
        return Answer(200, {**summary_of(case.pk), "results": results})


def matters_of(case: Case, names: list[str]) -> list[str]:
    """Results named by id or by matter, as matters; an unknown name stays for the act to refuse."""
    if not names:
        return []
    by_id = {str(key): matter for key, matter in Result.objects.filter(case=case).values_list("id", "matter")}
    return list(dict.fromkeys(by_id.get(name, name) for name in names))


class RatingsView(ApiView):
    """The parties' judgement."""

    @extend_schema(request=RatingInput, responses={201: RatingShape}, tags=["Cases"])
    @acting(key_required=True)
    def post(self, request: Request, ref: str) -> Answer:
        """Judge the service: the case once and, with `matter`, each matter once; 1 is best."""
        case = self.case(ref)
        data = read(RatingInput, request.data)
        rating = rate_case(
            case,
            by=self.actor,
            grade=data["grade"],
            tags=data.get("tags", []),
            words=data.get("words") or "",
            runs=data.get("runs"),
            matter=data.get("matter") or "",
        )
        return Answer(201, rating_row(rating, summary_of(case.pk)["version"]))


def rating_row(rating: Rating, version: int) -> dict[str, Any]:
    """A judgement that was kept."""
    return {
        "id": rating.pk,
        "grade": rating.grade,
        "matter": rating.matter or None,
        "rated_at": moment(rating.rated_at),
        "version": version,
    }


class TimelineView(ApiView):
    """What happened."""

    @extend_schema(responses={200: TimelineShape}, tags=["Cases"])
    def get(self, request: Request, ref: str) -> Response:
        """Read the ledger's events of a case, in order, in words."""
        case = self.case(ref)
        reader = Reader.of(self.actor, case, parties_of(case))
        told = readable_events(reader, events_of(case))
        return Response({"results": [entry(event) for event in told], "next": None})


class ProofView(ApiView):
    """Evidence."""

    @extend_schema(responses={200: ProofShape}, tags=["Cases"])
    def get(self, request: Request, ref: str) -> Response:
        """Get the case's chain and the proof that its events lie under signed checkpoints."""
        case = self.case(ref)
        if self.actor.role != Role.AUDITOR:
            must_be_applicant(self.actor, case, parties_of(case))
        return Response(proof_of(case.chain_id))
