"""Who looked at one's data: in the reader's language, without codes, the looks of an hour in one row."""

from datetime import timedelta

import pytest
from django.utils import translation

from accounts.actor import Actor
from cases.models import Case
from core import clock
from ledger.access import look
from ledger.models import AccessEntry
from portal.citizen.looks import grouped, look_rows
from tests.cast import Cast
from tests.portal.test_applying import begin

pytestmark = pytest.mark.django_db
# Older records have the purpose in the language of whoever wrote them.
OLDER = "为预填表单查询共享清单：人口基础信息"
CODES = ("reviewing the task", "masked", "M-CONTRACT", "applicant_mobile", "DI-", "clerk", "c****1")
ITEM = "Asked of the sharing list, to fill in the form: DI-PERSON"


def looks_at(case: Case) -> list[AccessEntry]:
    return list(AccessEntry.objects.filter(subject_id=str(case.pk), subject_kind="cases.case"))


def note(case: Case, by: Actor, fields: list[str], reason: str) -> None:
    look(by, case, fields, reason, person_ids=[Cast.user("citizen3").person_id])


@pytest.fixture
def seen(buyer, cast: Cast) -> list[AccessEntry]:
    """Looks at one case, from its window, a desk and the exchange of data."""
    case = begin(buyer)
    before = {row.id for row in looks_at(case)}
    note(case, cast.clerk, ["answers (masked)", "page 1 of M-CONTRACT"], "reviewing the task")
    note(case, cast.clerk, ["M-CONTRACT page 2", "applicant_mobile"], "reading the file at work")
    note(case, cast.clerk, ["paper receipt"], "intake at the window")
    for reason in (OLDER, ITEM):
        note(case, Actor.system("shared-data"), ["applicant_mobile"], reason)
    return [row for row in looks_at(case) if row.id not in before]


def test_looks_are_told_in_chinese_without_codes(seen: list[AccessEntry]) -> None:
    with translation.override("zh-hans"):
        shown = look_rows(seen)
    texts = " ".join(str(part) for row in shown for part in (row["who"], row["why"], row["what"]))
    assert not [code for code in CODES if code in texts]
    assert texts.count("人口基础信息") == 1  # both records say the same
    assert "临江市行政服务中心" in texts


def test_looks_are_told_in_english(seen: list[AccessEntry]) -> None:
    with translation.override("en"):
        shown = look_rows(seen)
    texts = " ".join(str(part) for row in shown for part in (row["who"], row["why"], row["what"]))
    assert not [letter for letter in texts if "一" <= letter <= "鿿"]
    assert "page 2" in texts


def test_looks_of_one_post_at_one_case_within_an_hour_stand_in_one_row(seen: list[AccessEntry]) -> None:
    with translation.override("en"):
        rows = look_rows(seen)
    assert [(row["count"], len(row["details"])) for row in rows] == [(2, 2), (3, 3)]


def test_an_hour_begins_with_the_newest_look() -> None:
    now = clock.now()
    entries = [
        AccessEntry(
            at=now - timedelta(minutes=minutes),
            actor_id="1",
            post_label="clerk A",
            subject_kind="cases.case",
            subject_id="1",
        )
        for minutes in (0, 59, 61, 62)
    ]
    assert [len(group) for group in grouped(entries)] == [2, 2]
