"""A word before a time runs out, once."""

from datetime import timedelta

import pytest

from approvals.reminding import remind
from cases.actions import return_case
from cases.models import Case
from core import clock
from notices.models import Notice
from tests.cast import FRIDAY_MORNING
from tests.filling import begin, submitted

pytestmark = pytest.mark.django_db


def test_a_draft_is_remembered_three_days_before_it_ends(cast) -> None:
    with clock.frozen(FRIDAY_MORNING) as time:
        case = begin(cast, "M63")
        assert remind() == 0
        time.move(timedelta(days=29))
        assert remind() == 1
        assert remind() == 0
    notice = Notice.objects.get(kind="draft_expires")
    assert notice.person_id == cast.citizen.person_id
    assert str(case.public_id) in notice.link


def test_a_correction_is_remembered_the_day_before_and_on_the_last_day(cast) -> None:
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
