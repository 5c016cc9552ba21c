"""Deciding a task: works; wrong state; wrong person; one record; second call harmless; two at once."""

import pytest

from approvals.actions import claim_task, decide_task, open_round, withdraw
from approvals.models import Conclusion, Task
from approvals.states import TaskState
from cases.models import Case, Result
from cases.states import CaseState
from core.errors import BadInput, Blocked, DomainError, Incomplete, NotAllowed, Stale, WrongState
from ledger.models import Event
from tests.cast import Cast
from tests.journeys.helpers import CONCLUSIONS, approve, submitted_house_transfer, task_of
from tests.racing import race, winners

pytestmark = pytest.mark.django_db


def decide(cast: Cast, case: Case, matter: str, **changes):
    task = task_of(case, matter)
    call = {"decision": "approve", "opinion": "属实", "conclusion": CONCLUSIONS[matter], **changes}
    return decide_task(task, by=cast.reviewer(task.department.code), **call)


def test_an_approval_concludes_the_task_and_brings_its_facts_to_the_others(cast, in_review):
    decide(cast, in_review, "M01")
    assert task_of(in_review, "M01").state == TaskState.CONCLUDED
    assert task_of(in_review, "M02").facts == {"contract_no": "HT-2026-0001", "declared_price": 1680000}
    assert task_of(in_review, "M03").facts_from["verification_opinion_no"] == "M01"


def test_formal_fields_and_delivered_facts_are_filled_in(cast, in_review):
    decide(cast, in_review, "M01")
    decide(cast, in_review, "M02")
    decide(cast, in_review, "M03")
    fields = Conclusion.objects.get(task__case=in_review, task__matter="M03").fields
    assert fields["decision_result"] == "granted"
    assert fields["contract_no"] == "HT-2026-0001"
    assert fields["decision_date"]


@pytest.mark.parametrize("decision", ["approve", "refuse"])
def test_a_gate_not_yet_passed_says_which_conclusion_has_to_come_first(cast, in_review, decision):
    with pytest.raises(Blocked) as refusal:
        decide(cast, in_review, "M03", decision=decision)
    assert refusal.value.extra["waits_for"] == ["M01", "M02"]
    assert task_of(in_review, "M03").state == TaskState.READY


def test_an_approval_without_a_required_field_names_every_one_of_them(cast, in_review):
    with pytest.raises(Incomplete) as refusal:
        decide(cast, in_review, "M01", conclusion={"contract_no": "HT-1"})
    missing = [error["element"] for error in refusal.value.errors]
    assert missing == ["verification_opinion_no", "declared_price"]


def test_a_field_that_the_handbook_does_not_list_is_refused(cast, in_review):
    with pytest.raises(BadInput):
        decide(cast, in_review, "M01", conclusion={**CONCLUSIONS["M01"], "org_name": "x"})


def test_a_refusal_needs_its_opinion_and_nothing_else(cast, in_review):
    with pytest.raises(Incomplete):
        decide(cast, in_review, "M01", decision="refuse", opinion=" ", conclusion={})
    decide(cast, in_review, "M01", decision="refuse", opinion="房屋已被查封", conclusion={})
    assert Case.objects.get(pk=in_review.pk).state == CaseState.REFUSED
    assert task_of(in_review, "M03").state == TaskState.CANCELLED
    assert not Result.objects.filter(case=in_review).exists()


def test_another_department_may_not_decide_and_changes_nothing(cast, in_review):
    with pytest.raises(NotAllowed):
        decide_task(
            task_of(in_review, "M01"),
            by=cast.reviewer("D-ZGJ"),
            decision="approve",
            conclusion=CONCLUSIONS["M01"],
        )
    assert not Conclusion.objects.filter(task__case=in_review).exists()


@pytest.mark.parametrize(
    "who", ["citizen", "seller", "clerk", "exit_clerk", "supervisor", "auditor", "stranger"]
)
def test_nobody_outside_the_department_decides(cast, in_review, who):
    with pytest.raises(NotAllowed):
        decide_task(
            task_of(in_review, "M01"),
            by=getattr(cast, who),
            decision="approve",
            conclusion=CONCLUSIONS["M01"],
        )


def test_a_chief_representative_decides_at_the_window_where_the_handbook_lets_them(cast, in_review):
    decide_task(task_of(in_review, "M01"), by=cast.chief, decision="approve", conclusion=CONCLUSIONS["M01"])
    assert task_of(in_review, "M01").state == TaskState.CONCLUDED
    with pytest.raises(NotAllowed):
        decide_task(
            task_of(in_review, "M02"), by=cast.chief, decision="approve", conclusion=CONCLUSIONS["M02"]
        )


def test_a_decision_leaves_one_event_and_the_last_one_settles_the_case(cast, in_review):
    before = Event.objects.filter(chain=in_review.chain_id).count()
    decide(cast, in_review, "M01")
    assert Event.objects.filter(chain=in_review.chain_id).count() == before + 1
    decide(cast, in_review, "M02")
    decide(cast, in_review, "M03")
    last = list(
        Event.objects.filter(chain=in_review.chain_id).order_by("seq").values_list("action", flat=True)
    )
    assert last[-2:] == ["approvals.decide_task", "cases.conclude_case"]


def test_a_second_decision_is_told_that_the_first_one_stands(cast, in_review):
    decide(cast, in_review, "M01")
    with pytest.raises(WrongState):
        decide(cast, in_review, "M01", decision="refuse", opinion="改主意了")
    assert Conclusion.objects.get(task__case=in_review).decision == "approve"


def test_a_stale_page_changes_nothing(cast, in_review):
    with pytest.raises(Stale):
        decide(cast, in_review, "M01", expect=1)
    assert not Conclusion.objects.filter(task__case=in_review).exists()


def test_a_colleagues_claim_is_respected_until_released(cast, in_review, django_user_model):
    task = task_of(in_review, "M01")
    claim_task(task, by=cast.reviewer("D-ZJJ"))
    colleague = cast.colleague("D-ZJJ")
    with pytest.raises(WrongState, match="claimed"):
        decide_task(task, by=colleague, decision="approve", conclusion=CONCLUSIONS["M01"])


def test_between_desk_and_system_the_first_decision_wins(cast, in_review):
    approve(cast, in_review, "M01")
    claim_task(task_of(in_review, "M02"), by=cast.reviewer("D-SWJ"))
    decide_task(
        task_of(in_review, "M02"),
        by=cast.named("system-d-swj"),
        decision="approve",
        conclusion=CONCLUSIONS["M02"],
    )
    with pytest.raises(WrongState):
        approve(cast, in_review, "M02")


def test_a_refused_optional_matter_leaves_the_case_partly_granted(cast, at_window):
    """Utilities are optional: their refusal does not touch the registration."""
    case = Case.objects.get(pk=at_window.pk)
    open_round(case, by=cast.clerk)
    for matter in ("M01", "M02"):
        decide(cast, case, matter)
    decide(cast, case, "M03", decision="refuse", opinion="面积不符", conclusion={})
    assert Case.objects.get(pk=case.pk).state == CaseState.PARTLY_GRANTED
    assert set(Result.objects.filter(case=case).values_list("matter", flat=True)) == {"M01", "M02"}


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_decides_and_the_other_gets_a_plain_answer(cast):
    case = submitted_house_transfer(cast)
    open_round(case, by=cast.clerk)
    officers = [cast.reviewer("D-ZJJ"), cast.colleague("D-ZJJ")]
    task = task_of(case, "M01")
    results = race(
        *(
            lambda by=by: decide_task(
                task, by=by, decision="approve", opinion="属实", conclusion=CONCLUSIONS["M01"]
            )
            for by in officers
        )
    )
    assert len(winners(results)) == 1
    assert isinstance(next(r for r in results if isinstance(r, Exception)), WrongState)
    assert Conclusion.objects.filter(task__case=case).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_racing_the_last_decision_leaves_exactly_one_of_them(cast):
    case = submitted_house_transfer(cast)
    open_round(case, by=cast.clerk)
    approve(cast, case, "M01")
    approve(cast, case, "M02")
    citizen = cast.citizen
    registry = cast.reviewer("D-ZGJ")
    task = task_of(case, "M03")
    results = race(
        lambda: withdraw(case, by=citizen),
        lambda: decide_task(task, by=registry, decision="approve", conclusion=CONCLUSIONS["M03"]),
    )
    assert len(winners(results)) == 1
    assert all(isinstance(r, DomainError) for r in results if isinstance(r, Exception))
    state = Case.objects.get(pk=case.pk).state
    decided = Task.objects.get(case=case, matter="M03").state == TaskState.CONCLUDED
    assert (state == CaseState.GRANTED) is decided
    assert (state == CaseState.WITHDRAWN) is not decided
