"""The legal clock counts as the Civil Code and the Administrative Licensing Law say."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import calendar, calendar_cache
from core.clock import ZONE
from core.errors import BadInput

ROOT = Path(__file__).parent.parent.parent
ROWS = json.loads((ROOT / "tests/catalogue_oracle/clock_oracle.json").read_text(encoding="utf-8"))["rows"]
CITY = json.loads((ROOT / "catalogue/linjiang/calendar.json").read_text(encoding="utf-8"))
KNOWN_DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))
in_one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def linjiang(db: None) -> Iterator[None]:
    """The years 2025 and 2026 of the demo city."""
    for year in CITY["years"]:
        calendar.load_year(
            year["year"],
            holidays=[date.fromisoformat(day) for day in year["holidays"]],
            makeup_workdays=[date.fromisoformat(day) for day in year["makeup_workdays"]],
            source=CITY["source"],
        )
    return


def in_city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_every_row_of_the_oracle_agrees(linjiang: None) -> None:
    wrong = []
    for row in ROWS:
        due = calendar.due(date.fromisoformat(row["start"]), row["value"], row["unit"])
        if (due.date.isoformat(), due.provisional) != (row["due"], row["provisional"]):
            wrong.append((row, due))
    assert len(ROWS) > 100
    assert wrong == []


@pytest.mark.parametrize(
    ("start", "value", "unit", "due"),
    [
        ("2026-09-30", 1, "workday", "2026-10-08"),  # a week of holidays
        ("2026-02-13", 1, "workday", "2026-02-14"),  # a Saturday that is a make-up working day
        ("2026-09-28", 20, "workday", "2026-10-30"),
        ("2026-09-21", 5, "workday", "2026-09-29"),
        ("2026-09-23", 3, "day", "2026-09-28"),  # the last day is a holiday
        ("2026-01-31", 1, "month", "2026-02-28"),
        ("2026-11-21", 0, "workday", "2026-11-23"),  # nothing from a Saturday: the next working day
    ],
)
def test_the_start_day_is_not_counted_and_a_day_off_is_no_end(
    linjiang: None, start: str, value: int, unit: str, due: str
) -> None:
    assert calendar.due(date.fromisoformat(start), value, unit).date.isoformat() == due


def test_a_limit_ends_at_close_of_business(linjiang: None) -> None:
    due = calendar.due_at(in_city("2026-09-28T20:15"), 1, "workday")
    assert due.at == in_city("2026-09-29T17:00")


def test_an_unpublished_year_counts_monday_to_friday_and_says_so(linjiang: None) -> None:
    due = calendar.due(date(2026, 12, 31), 2, "workday")
    assert (due.date, due.provisional) == (date(2027, 1, 4), True)


@given(start=KNOWN_DAYS, value=st.integers(0, 90))
@in_one_database
def test_counting_working_days_is_the_same_as_stepping_through_them(
    linjiang: None, start: date, value: int
) -> None:
    day, left = start, value
    while left:
        day += timedelta(days=1)
        left -= calendar.is_workday(day)
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    due = calendar.due(start, value, "workday")
    assert due.date == day
    assert calendar.workdays_between(start, due.date) == max(value, int(not calendar.is_workday(start)))


@given(
    start=KNOWN_DAYS,
    value=st.integers(0, 60),
    more=st.integers(0, 30),
    unit=st.sampled_from(["workday", "day"]),
)
@in_one_database
def test_a_longer_limit_never_ends_earlier_and_always_on_a_working_day(
    linjiang: None, start: date, value: int, more: int, unit: str
) -> None:
    due, later = calendar.due(start, value, unit), calendar.due(start, value + more, unit)
    assert later.date >= due.date
    assert calendar.is_workday(due.date)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-20T10:00", 60, "2026-11-20T11:00"),
        ("2026-11-20T11:30", 30, "2026-11-20T12:00"),
        ("2026-11-20T11:30", 31, "2026-11-20T13:31"),  # over the midday break
        ("2026-11-20T16:59", 2, "2026-11-23T09:01"),  # over a weekend
        ("2026-11-21T03:00", 1, "2026-11-23T09:01"),  # from a Saturday night
        ("2026-09-30T17:30", 390, "2026-10-08T17:00"),  # one whole working day after the holidays
    ],
)
def test_minutes_count_while_offices_are_open(linjiang: None, start: str, minutes: int, end: str) -> None:
    assert calendar.due_at(in_city(start), minutes, "minute").at == in_city(end)


@given(
    start=st.datetimes(datetime(2025, 1, 1), datetime(2026, 10, 1), timezones=st.just(UTC)),
    minutes=st.integers(1, 5000),
)
@in_one_database
def test_working_minutes_later_and_between_undo_each_other(
    linjiang: None, start: datetime, minutes: int
) -> None:
    due = calendar.due_at(start, minutes, "minute")
    assert calendar.working_minutes_between(start, due.at) == minutes
    assert due.at.astimezone(ZONE).time() <= time(17)


def test_hours_are_sixty_minutes(linjiang: None) -> None:
    start = in_city("2026-11-20T09:00")
    assert calendar.due_at(start, 4, "hour") == calendar.due_at(start, 240, "minute")


def test_time_that_runs_backwards_has_no_working_minutes(linjiang: None) -> None:
    assert calendar.working_minutes_between(in_city("2026-11-20T11:00"), in_city("2026-11-20T10:00")) == 0


@pytest.mark.parametrize(("value", "unit"), [(-1, "workday"), (1, "fortnight"), (1, "minute")])
def test_nonsense_limits_are_refused(linjiang: None, value: int, unit: str) -> None:
    with pytest.raises(BadInput):
        calendar.due(date(2026, 11, 20), value, unit)


def test_loading_a_year_again_replaces_it_and_takes_effect_at_once(linjiang: None) -> None:
    assert not calendar.is_workday(date(2026, 10, 7))
    calendar.load_year(2026, holidays=[], makeup_workdays=[])
    assert calendar.is_workday(date(2026, 10, 7))


@pytest.mark.parametrize(
    "days",
    [
        {"holidays": [date(2027, 1, 1)], "makeup_workdays": []},
        {"holidays": [date(2026, 1, 1)], "makeup_workdays": [date(2026, 1, 1)]},
    ],
)
def test_a_year_with_foreign_or_doubled_days_is_refused(db: None, days: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        calendar.load_year(2026, **days)


def test_opening_hours_come_from_the_database(linjiang: None) -> None:
    calendar.set_opening_hours([(time(8), time(11))])
    assert calendar.close_of_business(date(2026, 11, 20)) == in_city("2026-11-20T11:00")
    assert calendar.is_open(in_city("2026-11-20T08:30"))
    assert not calendar.is_open(in_city("2026-11-20T15:00"))


def test_the_calendar_is_read_once_and_again_only_when_its_version_moves(
    linjiang: None, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar.is_workday(date(2026, 1, 1))
    with django_assert_num_queries(0):
        calendar.due(date(2026, 11, 20), 20, "workday")
    monkeypatch.setattr(calendar_cache, "LOOK_AGAIN_SECONDS", 0.0)
    with django_assert_num_queries(1):
        calendar.due(date(2026, 11, 20), 20, "workday")
