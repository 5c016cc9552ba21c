"""Texts in two languages, and the one clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core import clock, ids, text

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_a_reader_sees_their_language_or_the_other_one() -> None:
    value = {"zh": "一窗", "en": "One Window"}
    with translation.override("en"):
        assert text.pick(value) == "One Window"
    with translation.override("zh-hans"):
        assert text.pick(value) == "一窗"
    assert text.pick(value, "en") == "One Window"
    assert text.pick({"zh": "一窗", "en": ""}, "en") == "一窗"
    assert text.pick("plain") == "plain"
    assert text.pick(None) == ""


def test_both_languages_in_one_line() -> None:
    assert text.both({"zh": "一窗", "en": "One Window"}) == "一窗 / One Window"
    assert text.both({"zh": "A", "en": "A"}) == "A"
    assert text.both(None) == ""


def test_a_frozen_clock_stands_until_it_is_moved_and_runs_afterwards() -> None:
    with clock.frozen(NOON) as frozen:
        assert clock.now() == NOON
        frozen.move(timedelta(hours=13))
        assert clock.today() == date(2026, 11, 21)
        assert clock.is_frozen()
    assert not clock.is_frozen()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_an_instant_without_a_zone_freezes_nothing() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.frozen(datetime(2026, 1, 1)):
        pass


@given(st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_the_city_is_eight_hours_ahead(at: datetime) -> None:
    assert clock.local_date(at) == (at + timedelta(hours=8)).date()


def test_identifiers_are_born_in_order() -> None:
    made = [ids.uuid7() for _ in range(100)]
    assert made == sorted(made)
    assert {number.version for number in made} == {7}


def test_quotation_marks_within_quotation_marks_are_single() -> None:
    assert text.quoted({"zh": "二手房交易“一件事”"}) == {"zh": "二手房交易‘一件事’"}
