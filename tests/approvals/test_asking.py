"""Questions and special procedures: asked, answered, left unanswered, suspended and resumed."""

from datetime import UTC, datetime

import pytest

from approvals.actions import (
    answer_question,
    ask_applicant,
    claim_task,
    decide_task,
    release_task,
    resume_task,
    suspend_task,
)
from approvals.states import TaskState
from cases.actions import answer_form
from cases.models import Case, Correction
from cases.states import CaseState
from core.clock import frozen, local_date
from core.errors import Incomplete, NotAllowed, WrongState
from tests.cast import FRIDAY_MORNING
from tests.journeys.helpers import CONCLUSIONS, approve, task_of

pytestmark = pytest.mark.django_db

PRICE = [{"element": "declared_price", "reason": "与合同不一致"}]
AREA = [{"element": "property_area", "reason": "与登记簿不一致"}]


def ask(cast, case, matter, gaps):
    task = task_of(case, matter)
    return ask_applicant(task, by=cast.reviewer(task.department.code), gaps=gaps)


def test_a_question_opens_only_what_it_names_and_stops_no_clock(cast, in_review):
    due = task_of(in_review, "M01").promised_due_at
    ask(cast, in_review, "M01", PRICE)
    assert task_of(in_review, "M01").state == TaskState.ASKED
    assert task_of(in_review, "M01").promised_due_at == due
    with pytest.raises(WrongState):
        answer_form(in_review, by=cast.citizen, form={"property_area": 1})


def test_one_departments_answer_waits_for_no_others(cast, in_review):
    ask(cast, in_review, "M01", PRICE)
    ask(cast, in_review, "M02", [{"material": "M-CONTRACT", "reason": "缺第二页"}])
    answer_form(in_review, by=cast.citizen, form={"declared_price": 1700000})
    answer_question(in_review, by=cast.citizen)
    assert task_of(in_review, "M01").state == TaskState.CLAIMED
    assert task_of(in_review, "M02").state == TaskState.ASKED


def test_an_unanswered_question_is_no_dead_end(cast, in_review):
    ask(cast, in_review, "M01", [{"material": "M-CONTRACT", "reason": "缺第二页"}])
    with pytest.raises(Incomplete):
        answer_question(in_review, by=cast.citizen)
    approve(cast, in_review, "M01")
    assert Correction.objects.get(case=in_review).answered_at
    with pytest.raises(WrongState):
        answer_question(in_review, by=cast.citizen)


def test_a_refusal_closes_the_questions_of_what_falls_with_it(cast, in_review):
    ask(cast, in_review, "M03", AREA)
    decide_task(task_of(in_review, "M01"), by=cast.reviewer("D-ZJJ"), decision="refuse", opinion="查封")
    assert Case.objects.get(pk=in_review.pk).state == CaseState.REFUSED
    assert not Correction.objects.filter(case=in_review, answered_at__isnull=True).exists()


def test_a_departments_system_does_not_take_a_task_from_an_officer(cast, in_review):
    claim_task(task_of(in_review, "M02"), by=cast.reviewer("D-SWJ"))
    for act in (claim_task, release_task):
        with pytest.raises(WrongState):
            act(task_of(in_review, "M02"), by=cast.named("system-d-swj"))


# Special procedures (Administrative Licensing Law art. 45, oracle table B.19.3)


def suspend(cast, case, **changes):
    call = {
        "kind": "实地查看",
        "basis": "不动产登记暂行条例第十九条",
        "planned_days": 8,
        "notice": "书面告知",
        **changes,
    }
    return suspend_task(task_of(case, "M03"), by=cast.reviewer("D-ZGJ"), **call)


@pytest.mark.parametrize(
    ("back", "notice", "due"),
    [
        (datetime(2026, 11, 25, 2, tzinfo=UTC), "书面告知", "2026-11-26"),  # three working days used
        (datetime(2026, 12, 21, 2, tzinfo=UTC), "书面告知", "2026-12-03"),  # at most the eight told
        (datetime(2026, 11, 25, 2, tzinfo=UTC), "", "2026-11-23"),  # no notice, the clock ran
    ],
)
def test_exactly_the_days_used_are_not_counted_and_none_without_a_notice(cast, in_review, back, notice, due):
    task = task_of(in_review, "M03")
    assert task.promised_due_at is not None
    with frozen(FRIDAY_MORNING) as clock:
        type(task).objects.filter(pk=task.pk).update(promised_due_at=datetime(2026, 11, 23, 9, tzinfo=UTC))
        suspend(cast, in_review, notice=notice)
        clock.at = back
        resumed = resume_task(task_of(in_review, "M03"), by=cast.reviewer("D-ZGJ"))
    assert str(local_date(resumed.promised_due_at)) == due
    assert resumed.state == TaskState.CLAIMED


@pytest.mark.parametrize("change", [{"kind": ""}, {"basis": " "}, {"planned_days": 0}])
def test_a_procedure_has_a_kind_a_basis_and_a_length(cast, in_review, change):
    with pytest.raises(Incomplete):
        suspend(cast, in_review, **change)


def test_a_suspended_task_is_not_decided(cast, in_review):
    approve(cast, in_review, "M01")
    approve(cast, in_review, "M02")
    suspend(cast, in_review)
    with pytest.raises(WrongState):
        approve(cast, in_review, "M03", **CONCLUSIONS["M03"])


def test_another_department_neither_asks_nor_suspends(cast, in_review):
    with pytest.raises(NotAllowed):
        ask_applicant(task_of(in_review, "M01"), by=cast.reviewer("D-ZGJ"), gaps=PRICE)
    with pytest.raises(NotAllowed):
        suspend_task(
            task_of(in_review, "M01"), by=cast.reviewer("D-ZGJ"), kind="x", basis="y", planned_days=1
        )
