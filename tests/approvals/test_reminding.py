"""A word before a time runs out, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import reminding, tasks
from approvals.actions import suspend_task
from approvals.reminding import remind
from approvals.tasks import apologise_late
from cases.actions import keep_draft, return_case
from cases.models import Apology, Case
from core import clock
from core.timers import fire_due
from notices.models import Notice
from tests.cast import FRIDAY_MORNING, Cast
from tests.filling import begin, submitted
from tests.journeys.helpers import task_of

pytestmark = pytest.mark.django_db


def test_a_draft_is_remembered_three_days_before_it_ends(cast: Cast) -> None:
    with clock.frozen(FRIDAY_MORNING) as time:
        case = begin(cast, "M63")
        assert remind() == 0
        time.move(timedelta(days=29))
        assert remind() == 1
        assert remind() == 0
    notice = Notice.objects.get(kind="draft_expires")
    assert notice.person_id == cast.citizen.person_id
    assert str(case.public_id) in notice.link


def test_a_correction_is_remembered_the_day_before_and_on_the_last_day(cast: Cast) -> None:
    with clock.frozen(FRIDAY_MORNING) as time:
        case = submitted(cast, "M63")
        gaps = [{"element": "applicant_address", "reason": "请补充门牌号"}]
        return_case(Case.objects.get(pk=case.pk), by=cast.clerk, gaps=gaps)
        due = case.corrections.get().due_at
        assert remind() == 0
        time.at = due - timedelta(hours=30)
        assert remind() == 1
        time.at = due - timedelta(hours=3)
        assert remind() == 1
        assert remind() == 0
    assert set(Notice.objects.filter(kind__startswith="due_").values_list("kind", flat=True)) == {
        "due_soon",
        "due_today",
    }


FINDERS = 5  # drafts; what is due today and soon of corrections, and of what is owed
MONTH = timedelta(days=29)


def statements() -> list[str]:
    """The statements of one run of the reminders."""
    with CaptureQueriesContext(connection) as seen:
        remind()
    return [query["sql"] for query in seen]


def test_a_second_run_examines_nothing(cast: Cast) -> None:
    with clock.frozen(FRIDAY_MORNING) as time:
        for _number in range(3):
            begin(cast, "M63")
        time.move(MONTH)
        assert len(statements()) > FINDERS
        again = statements()
    assert len(again) == FINDERS
    assert Notice.objects.filter(kind="draft_expires").count() == 3


def test_a_run_takes_no_more_than_its_batch_and_the_next_one_goes_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "BATCH", 2)
    with clock.frozen(FRIDAY_MORNING) as time:
        for _number in range(3):
            begin(cast, "M63")
        time.move(MONTH)
        assert [remind(), remind(), remind()] == [2, 1, 0]


def test_a_draft_that_was_kept_is_remembered_again_before_its_new_end(cast: Cast) -> None:
    with clock.frozen(FRIDAY_MORNING) as time:
        case = begin(cast, "M63")
        time.move(MONTH)
        assert remind() == 1
        keep_draft(case, by=cast.citizen)
        assert remind() == 0
        time.move(MONTH)
        assert remind() == 1


@pytest.fixture
def late(cast: Cast, in_review: Case) -> Case:
    """A review whose tax task rests, told in writing for 200 days."""
    suspend_task(
        task_of(in_review, "M02"),
        by=cast.reviewer("D-SWJ"),
        kind="检测",
        basis="契税法第八条",
        notice="书面告知",
        planned_days=200,
    )
    return in_review


def test_a_case_whose_clock_stands_still_takes_no_place_among_the_apologies(
    cast: Cast, late: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined: list[int] = []
    monkeypatch.setattr(tasks, "apologise", lambda case, by: examined.append(case.pk))
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert apologise_late() == 0
    assert examined == []


def test_once_the_days_told_are_used_a_broken_promise_is_apologised_for(cast: Cast, late: Case) -> None:
    with clock.frozen(clock.now() + timedelta(days=300)) as time:
        fire_due()
        time.move(timedelta(days=300))
        assert apologise_late() == 1
        assert apologise_late() == 0
    assert Apology.objects.get().case == late
