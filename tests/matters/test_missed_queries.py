"""What was looked for in vain is counted for the editors, and says nothing about who asked."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from core.clock import today
from matters import missed
from matters.models import MissedQuery

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "personal",
    [
        "王明13800000000",
        "330102199001011234",
        "wang@example.com",
        "浙A12345",
        "John Smith",
        "我" * 21,
        "",
        "？",
    ],
)
def test_what_could_say_who_asked_is_not_kept(personal: str) -> None:
    missed.keep(personal)
    assert not MissedQuery.objects.exists()


def test_a_question_is_counted_however_it_is_written() -> None:
    for typed in ("火星移民", " 火星 移民？", "火星移民"):
        missed.keep(typed)
    assert list(MissedQuery.objects.values_list("text", "times", "last_on")) == [("火星移民", 3, today())]


def test_editors_see_what_was_asked_three_times() -> None:
    for times, text in enumerate(("王小明", "火星移民", "月球上户口"), 1):
        for _time in range(times):
            missed.keep(text)
    printed = StringIO()
    call_command("missed_queries", stdout=printed)
    assert printed.getvalue().splitlines() == [f"3\t{today():%Y-%m-%d}\t月球上户口"]


def test_a_question_is_forgotten_ninety_days_after_it_was_last_asked() -> None:
    missed.keep("火星移民")
    MissedQuery.objects.update(last_on=today() - timedelta(days=90), first_on=today() - timedelta(days=200))
    assert missed.forget_old() == 0
    MissedQuery.objects.update(last_on=today() - timedelta(days=91))
    assert missed.forget_old() == 1


def test_a_flood_of_nonsense_fills_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "MOST_KEPT", 1)
    missed.keep("火星移民")
    missed.keep("月球移民")
    missed.keep("火星移民")
    assert list(MissedQuery.objects.values_list("text", "times")) == [("火星移民", 2)]
