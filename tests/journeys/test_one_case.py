"""One case goes all the way through one window. The first file a newcomer reads."""

import pytest

from approvals.actions import open_round
from cases.actions import hand_over_results, rate_case
from cases.models import Case, Result
from cases.states import CaseState
from core.clock import frozen
from ledger import relay
from ledger.models import Event
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import approve, submitted_house_transfer, task_of

pytestmark = pytest.mark.django_db


def happened(case: Case) -> list[str]:
    """The ledger's actions for a case, in order."""
    return list(Event.objects.filter(chain=case.chain_id).order_by("seq").values_list("action", flat=True))


def test_a_house_transfer_is_applied_for_once_reviewed_in_parallel_and_decided(cast: Cast):
    with frozen(FRIDAY_MORNING):
        case = submitted_house_transfer(cast)
        open_round(case, by=cast.clerk)

        started = {task_of(case, matter).started_at for matter in ("M01", "M02", "M03")}
        assert started == {FRIDAY_MORNING}, "parallel departments start in the same second"

        approve(cast, case, "M01")
        assert task_of(case, "M03").facts["verification_opinion_no"] == "HY-2026-0001"
        approve(cast, case, "M02")
        assert task_of(case, "M03").facts["tax_receipt_no"] == "TP-2026-0001"
        approve(cast, case, "M03")

        relay.drain_all()
        hand_over_results(case, by=cast.exit_clerk, method="electronic", collector="王小明")
        rate_case(case, by=cast.citizen, grade=1, runs=0)

    case = Case.objects.get(pk=case.pk)
    assert case.state == CaseState.DELIVERED
    assert case.visits.count() == 0, "nobody came"
    assert list(Result.objects.filter(case=case).values_list("matter", flat=True)) == ["M01", "M02", "M03"]
    assert task_of(case, "M01").facts["deed_no"], "the registry's entry is fed back"
    assert happened(case) == [
        "cases.draft_case",
        "cases.answer_form",
        "cases.invite_party",
        "cases.answer_form",
        "cases.confirm_party",
        "cases.attach_material",
        "cases.submit_case",
        "cases.accept_case",
        "approvals.open_round",
        "approvals.decide_task",
        "approvals.decide_task",
        "approvals.decide_task",
        "cases.conclude_case",
        *["documents.issue_certificate", "cases.shelve_result"] * 3,
        "cases.bill_case",
        *["documents.issue_paper"] * 3,
        "cases.hand_over_result",
        "cases.deliver_case",
        "cases.rate_case",
    ]
