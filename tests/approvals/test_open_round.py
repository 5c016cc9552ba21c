"""Acceptance: by a clerk, tolerantly, by silence, and what follows when owed papers do not come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from approvals.actions import (
    accept_by_silence,
    answer_question,
    decide_task,
    open_round,
    withdraw_acceptance,
)
from approvals.models import Round, Task
from approvals.states import RoundState, TaskState
from cases.actions import attach_material, return_case
from cases.deadlines import SILENCE, TOLERANCE_DUE
from cases.models import Case, Undertaking
from cases.states import CaseState
from core.calendar import due
from core.clock import frozen, local_date
from core.errors import BadInput, Blocked, Incomplete, NotAllowed, WrongState
from core.models import Timer
from core.timers import fire_due
from ledger.models import Event
from ledger.verifying.chains import verify_chains
from tests.cast import FRIDAY_MORNING, Cast
from tests.filling import conclusion_for, paper, submitted
from tests.journeys.helpers import submitted_house_transfer, task_of
from tests.racing import race, winners

pytestmark = pytest.mark.django_db


def test_acceptance_opens_every_task_that_may_start_at_the_same_moment(cast, at_window):
    case = open_round(at_window, by=cast.clerk)
    assert case.state == CaseState.IN_REVIEW
    tasks = Task.objects.filter(case=case)
    assert {task.state for task in tasks} == {TaskState.READY}
    assert len({task.started_at for task in tasks}) == 1
    assert case.promised_due_at == max(task.promised_due_at for task in tasks)


def test_the_promise_follows_the_working_calendar(cast):
    with frozen(datetime(2026, 9, 28, 2, 0, tzinfo=UTC)):
        case = open_round(submitted_house_transfer(cast), by=cast.clerk)
    assert local_date(case.promised_due_at) == date(2026, 9, 29)
    assert local_date(case.statutory_due_at) == due(date(2026, 9, 28), 30, "workday").date


@pytest.mark.parametrize("who", ["citizen", "other_clerk", "exit_clerk", "supervisor", "stranger"])
def test_only_a_clerk_of_the_hall_accepts(cast, at_window, who):
    with pytest.raises(NotAllowed):
        open_round(at_window, by=getattr(cast, who))
    assert not Round.objects.exists()


def test_a_reviewer_does_not_accept(cast, at_window):
    with pytest.raises(NotAllowed):
        open_round(at_window, by=cast.reviewer("D-ZGJ"))


def test_accepting_twice_is_answered_and_changes_nothing(cast, at_window):
    open_round(at_window, by=cast.clerk)
    with pytest.raises(WrongState):
        open_round(at_window, by=cast.clerk)
    assert Round.objects.filter(case=at_window).count() == 1


def test_acceptance_stops_the_notice_clock(cast, at_window):
    assert Timer.objects.filter(kind=SILENCE, subject=str(at_window.pk)).exists()
    open_round(at_window, by=cast.clerk)
    assert not Timer.objects.filter(kind=SILENCE, subject=str(at_window.pk)).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_accept_once(cast):
    case = submitted_house_transfer(cast)
    results = race(*[lambda: open_round(case, by=cast.clerk)] * 2)
    assert len(winners(results)) == 1
    assert Round.objects.filter(case=case, state=RoundState.LIVE).count() == 1


# Silence (Administrative Licensing Law art. 32(4), oracle table B.19.1)


def test_silence_of_five_working_days_counts_as_acceptance_on_the_day_of_receipt(cast):
    received = datetime(2026, 9, 21, 2, 0, tzinfo=UTC)
    with frozen(received) as clock:
        case = submitted_house_transfer(cast)
        assert local_date(case.notice_due_at) == date(2026, 9, 29), "25 to 27 September are holidays"
        clock.at = case.notice_due_at - timedelta(minutes=1)
        fire_due()
        assert Case.objects.get(pk=case.pk).state == CaseState.SUBMITTED
        clock.at = case.notice_due_at + timedelta(seconds=1)
        fire_due()
    case = Case.objects.get(pk=case.pk)
    assert case.state == CaseState.IN_REVIEW
    assert case.accepted_by_silence
    assert case.accepted_at == received


def test_silence_does_not_speak_before_its_time(cast, at_window):
    with pytest.raises(WrongState):
        accept_by_silence(at_window, by=cast.clerk)


def test_an_answer_stops_the_silence(cast):
    with frozen(FRIDAY_MORNING) as clock:
        case = submitted_house_transfer(cast)
        return_case(case, by=cast.clerk, gaps=[{"material": "M-CONTRACT", "reason": "缺第二页"}])
        clock.move(timedelta(days=10))
        fire_due()
    assert Case.objects.get(pk=case.pk).state == CaseState.CORRECTING


# Tolerant acceptance (A-030, B.2 art. 11(2), oracle table B.19.5)


@pytest.fixture
def food_licence(cast: Cast) -> Case:
    """A food licence without the health certificates, which may follow within ten working days."""
    return submitted(cast, "M14", leave_out={"M-HEALTH"})


def test_a_tolerable_gap_does_not_stop_the_submission(food_licence):
    assert food_licence.state == CaseState.SUBMITTED


def test_a_gap_is_tolerated_by_name_or_asked_for(cast, food_licence):
    with pytest.raises(Incomplete) as refusal:
        open_round(food_licence, by=cast.clerk)
    assert [error["material"] for error in refusal.value.errors] == ["M-HEALTH"]


def test_no_day_beyond_what_the_handbook_tolerates(cast):
    with frozen(FRIDAY_MORNING):
        case = submitted(cast, "M14", leave_out={"M-HEALTH"})
        with pytest.raises(BadInput):
            open_round(case, by=cast.clerk, tolerated={"M-HEALTH": date(2026, 12, 7)})
        with pytest.raises(BadInput):
            open_round(case, by=cast.clerk, tolerated={"M-HEALTH": date(2026, 11, 19)})
        open_round(case, by=cast.clerk, tolerated={"M-HEALTH": date(2026, 12, 4)})
    assert Undertaking.objects.get(case=case).material == "M-HEALTH"


def test_what_is_not_missing_can_t_be_tolerated(cast, food_licence):
    day = local_date(food_licence.submitted_at) + timedelta(days=3)
    with pytest.raises(BadInput):
        open_round(food_licence, by=cast.clerk, tolerated={"M-HEALTH": day, "M-LAYOUT": day})


def test_the_decision_waits_for_what_is_owed_and_goes_on_when_it_comes(cast):
    with frozen(FRIDAY_MORNING) as clock:
        case = submitted(cast, "M14", leave_out={"M-HEALTH"})
        open_round(case, by=cast.clerk, tolerated={"M-HEALTH": date(2026, 12, 4)})
        task = task_of(case, "M14")
        with pytest.raises(Blocked, match="material_owed"):
            _approve(cast, task)
        with pytest.raises(Incomplete):
            answer_question(case, by=cast.citizen)
        clock.move(timedelta(days=3))
        attach_material(case, by=cast.citizen, material="M-HEALTH", files=[paper(cast.citizen)])
        answer_question(case, by=cast.citizen)
        _approve(cast, task)
    assert Case.objects.get(pk=case.pk).state == CaseState.GRANTED
    assert not Timer.objects.filter(kind=TOLERANCE_DUE).exists()


def test_acceptance_is_withdrawn_when_the_owed_material_does_not_come(cast):
    with frozen(FRIDAY_MORNING) as clock:
        case = submitted(cast, "M14", leave_out={"M-HEALTH"})
        open_round(case, by=cast.clerk, tolerated={"M-HEALTH": date(2026, 12, 4)})
        clock.at = datetime(2026, 12, 4, 8, 59, tzinfo=UTC)
        fire_due()
        assert Case.objects.get(pk=case.pk).state == CaseState.IN_REVIEW
        clock.at = datetime(2026, 12, 4, 9, 1, tzinfo=UTC)
        fire_due()
    assert Case.objects.get(pk=case.pk).state == CaseState.ACCEPTANCE_WITHDRAWN
    assert task_of(case, "M14").state == TaskState.CANCELLED
    actions = Event.objects.filter(chain=case.chain_id).order_by("seq").values_list("action", flat=True)
    assert list(actions)[-2:] == ["approvals.break_off_round", "cases.withdraw_acceptance"]


def test_a_material_that_came_unannounced_is_not_held_against_the_applicant(cast):
    with frozen(FRIDAY_MORNING) as clock:
        case = submitted(cast, "M14", leave_out={"M-HEALTH"})
        open_round(case, by=cast.clerk, tolerated={"M-HEALTH": date(2026, 12, 4)})
        attach_material(case, by=cast.citizen, material="M-HEALTH", files=[paper(cast.citizen)])
        clock.at = datetime(2026, 12, 7, 9, 1, tzinfo=UTC)
        fire_due()
        _approve(cast, task_of(case, "M14"))
    assert Case.objects.get(pk=case.pk).state == CaseState.GRANTED


BOTH = {"M-FSREG": date(2026, 11, 27), "M-HEALTH": date(2026, 12, 4)}


def test_of_two_that_are_owed_each_keeps_its_own_day(cast):
    with frozen(FRIDAY_MORNING) as clock:
        case = submitted(cast, "M14", leave_out=set(BOTH))
        open_round(case, by=cast.clerk, tolerated=BOTH)
        attach_material(case, by=cast.citizen, material="M-FSREG", files=[paper(cast.citizen)])
        clock.at = datetime(2026, 11, 27, 9, 1, tzinfo=UTC)
        fire_due()
        assert Case.objects.get(pk=case.pk).state == CaseState.IN_REVIEW
        with pytest.raises(Blocked, match="material_owed"):
            _approve(cast, task_of(case, "M14"))
        clock.at = datetime(2026, 12, 4, 9, 1, tzinfo=UTC)
        fire_due()
    assert Case.objects.get(pk=case.pk).state == CaseState.ACCEPTANCE_WITHDRAWN


def test_the_one_that_came_does_not_save_the_one_that_did_not(cast):
    with frozen(FRIDAY_MORNING) as clock:
        case = submitted(cast, "M14", leave_out=set(BOTH))
        open_round(case, by=cast.clerk, tolerated=BOTH)
        attach_material(case, by=cast.citizen, material="M-HEALTH", files=[paper(cast.citizen)])
        clock.at = datetime(2026, 11, 27, 9, 1, tzinfo=UTC)
        fire_due()
    assert Case.objects.get(pk=case.pk).state == CaseState.ACCEPTANCE_WITHDRAWN
    assert list(verify_chains([case.chain_id])) == []


def test_nothing_is_withdrawn_before_its_day(cast, in_review):
    with pytest.raises(WrongState):
        withdraw_acceptance(in_review, by=cast.clerk)


def _approve(cast: Cast, task: Task) -> None:
    decide_task(
        task,
        by=cast.reviewer(task.department.code),
        decision="approve",
        opinion="属实",
        conclusion=conclusion_for(task),
    )
