"""What a special procedure does to the clocks of those who wait, and when the told days are used."""

from datetime import UTC, datetime

import pytest

from approvals.actions import decide_task, end_pause, resume_task, suspend_task
from approvals.lights import Light
from approvals.models import SpecialProcedure
from approvals.presenting import picture_rows
from approvals.rules import pulled_along
from approvals.selectors import tasks_of
from approvals.states import TaskState
from cases.models import Case, Pause
from core import clock
from core.clock import frozen, local_date
from core.errors import WrongState
from core.models import Timer
from core.timers import fire_due
from ledger.models import Event
from portal.citizen.drafts import application
from portal.citizen.picture import rows_of
from tests.cast import FRIDAY_MORNING
from tests.journeys.helpers import approve, task_of

DAY = {"kind": "实地查看", "basis": "契税法第八条", "notice": "书面告知"}


def suspend(cast, case, matter, **changes):
    task = task_of(case, matter)
    return suspend_task(task, by=cast.reviewer(task.department.code), **{**DAY, "planned_days": 2, **changes})


def resume(cast, case, matter):
    task = task_of(case, matter)
    return resume_task(task, by=cast.reviewer(task.department.code))


def light_of(case, matter):
    return next(task.light for task in tasks_of(case, clock.now()) if task.matter == matter)


@pytest.fixture
def morning():
    """Time stands still on a Friday morning, and can be moved."""
    with frozen(FRIDAY_MORNING) as still:
        yield still


@pytest.fixture
def review(morning, in_review):
    return in_review


pytestmark = pytest.mark.django_db


def test_whoever_waits_for_a_suspended_task_is_promised_no_earlier(cast, review, morning):
    before = task_of(review, "M03").promised_due_at
    suspend(cast, review, "M02", planned_days=8)
    morning.at = datetime(2026, 11, 25, 2, tzinfo=UTC)  # three working days used
    resume(cast, review, "M02")
    tax, deed = task_of(review, "M02"), task_of(review, "M03")
    assert deed.promised_due_at == tax.promised_due_at > before
    assert local_date(tax.promised_due_at).isoformat() == "2026-11-25"
    assert Case.objects.get(pk=review.pk).promised_due_at >= deed.promised_due_at


def test_a_matter_that_nobody_waits_for_keeps_its_promise(cast, review, morning):
    before = task_of(review, "M01").promised_due_at
    suspend(cast, review, "M03", planned_days=8)
    morning.at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    resume(cast, review, "M03")
    assert task_of(review, "M01").promised_due_at == before


def test_the_clock_stands_still_for_the_days_told_and_no_longer(cast, review, morning):
    suspend(cast, review, "M02")
    morning.at = datetime(2026, 11, 24, 8, tzinfo=UTC)  # the second working day, 16:00
    assert fire_due() == 0
    assert light_of(review, "M02") == Light.PAUSED
    morning.at = datetime(2026, 11, 24, 9, 1, tzinfo=UTC)
    assert fire_due() == 1
    task = task_of(review, "M02")
    assert task.state == TaskState.SUSPENDED
    assert light_of(review, "M02") != Light.PAUSED
    assert local_date(task.promised_due_at).isoformat() == "2026-11-24"
    assert task_of(review, "M03").promised_due_at >= task.promised_due_at
    morning.at = datetime(2026, 11, 26, 2, tzinfo=UTC)
    assert light_of(review, "M02") == Light.OVERDUE


def test_resuming_after_the_days_are_used_takes_out_no_more(cast, review, morning):
    suspend(cast, review, "M02")
    morning.at = datetime(2026, 11, 27, 2, tzinfo=UTC)
    end_pause(task_of(review, "M02"), by=cast.auditor)
    due = task_of(review, "M02").promised_due_at
    resumed = resume(cast, review, "M02")
    assert (resumed.state, resumed.promised_due_at) == (TaskState.CLAIMED, due)
    assert not SpecialProcedure.objects.filter(ended_at__isnull=True).exists()


def test_resuming_in_time_stops_the_timer(cast, review, morning):
    suspend(cast, review, "M02")
    resume(cast, review, "M02")
    assert not Timer.objects.filter(kind="approvals.pause_over").exists()
    with pytest.raises(WrongState):
        end_pause(task_of(review, "M02"), by=cast.auditor)


def test_ending_a_pause_is_one_record_and_happens_once(cast, review, morning):
    suspend(cast, review, "M02")
    morning.at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    end_pause(task_of(review, "M02"), by=cast.auditor)
    with pytest.raises(WrongState):
        end_pause(task_of(review, "M02"), by=cast.auditor)
    told = Event.objects.get(chain_id=review.chain_id, action="approvals.end_pause")
    assert told.data["days_not_counted"] == 2
    assert Pause.objects.get(case=review).ended_at


def test_without_a_notice_nothing_stands_still_and_nothing_has_to_end(cast, review, morning):
    suspend(cast, review, "M02", notice="")
    assert light_of(review, "M02") != Light.PAUSED
    with pytest.raises(WrongState):
        end_pause(task_of(review, "M02"), by=cast.auditor)


def test_a_timer_of_a_review_that_is_over_does_nothing(cast, review, morning):
    suspend(cast, review, "M03")
    refused = task_of(review, "M01")
    decide_task(refused, by=cast.reviewer("D-ZJJ"), decision="refuse", opinion="查封")
    morning.at = datetime(2026, 11, 27, 2, tzinfo=UTC)
    fire_due()
    assert not Timer.objects.filter(kind="approvals.pause_over").exists()
    assert not Event.objects.filter(chain_id=review.chain_id, action="approvals.end_pause").exists()


def test_a_settled_neighbour_is_not_moved(cast, review, morning):
    approve(cast, review, "M01")
    due = task_of(review, "M01").promised_due_at
    suspend(cast, review, "M02")
    morning.at = datetime(2026, 11, 24, 2, tzinfo=UTC)
    resume(cast, review, "M02")
    assert task_of(review, "M01").promised_due_at == due


def states_in_pictures(cast, case, matter, *, now):
    """How the joint-approval pictures show a task: at the desks and to the citizen."""
    tasks = list(tasks_of(case, now))
    for_staff = {row["key"]: row["state"] for row in picture_rows(tasks, now)}
    for_citizen = {row["key"]: row["state"] for row in rows_of(tasks, application(cast.citizen, case.number))}
    return for_staff[matter], for_citizen[matter]


@pytest.mark.parametrize(("notice", "shown"), [("书面告知", "paused"), ("", "late")])
def test_only_what_a_written_notice_stops_is_drawn_as_paused_past_its_promise(
    cast, review, morning, notice, shown
):
    suspend(cast, review, "M02", planned_days=30, notice=notice)
    morning.at = datetime(2026, 12, 4, 2, tzinfo=UTC)
    assert states_in_pictures(cast, review, "M02", now=morning.at) == (shown, shown)


def test_a_task_whose_days_are_used_is_drawn_as_late_again(cast, review, morning):
    suspend(cast, review, "M02")
    morning.at = datetime(2026, 12, 4, 2, tzinfo=UTC)
    fire_due()
    morning.at = datetime(2027, 1, 4, 2, tzinfo=UTC)
    assert states_in_pictures(cast, review, "M02", now=morning.at) == ("late", "late")


def edge(source, target, gate="before_decide"):
    return {"from": source, "to": target, "gate": gate, "payload": []}


@pytest.mark.parametrize(
    ("promises", "edges", "moved"),
    [
        ({"A": 9, "B": 5}, [edge("A", "B")], {"A": 9, "B": 9}),
        ({"A": 9, "B": 12}, [edge("A", "B")], {"A": 9, "B": 12}),
        ({"A": 9, "B": 5}, [edge("A", "B", "notify_after")], {"A": 9, "B": 5}),
        ({"A": 9, "B": 5, "C": 4}, [edge("B", "C"), edge("A", "B")], {"A": 9, "B": 9, "C": 9}),
        ({"B": 5}, [edge("A", "B")], {"B": 5}),
    ],
)
def test_promises_follow_those_they_wait_for(promises, edges, moved):
    assert pulled_along(promises, edges) == moved
