"""The calendar as every process keeps it: sorted lists, read again when the version row has moved."""

import time as monotonic_time
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from core.models import CalendarDay, CalendarVersion, CalendarYear, OpeningHours

DEFAULT_HOURS = ((time(9), time(12)), (time(13, 30), time(17)))
LOOK_AGAIN_SECONDS = 10.0
DAY = timedelta(days=1)
FRIDAY = 4


@dataclass
class Calendar:
    """Published years, days that are not what their weekday says, and opening hours. Pure."""

    version: int
    years: frozenset[int]
    exceptions: dict[date, bool]
    hours: tuple[tuple[time, time], ...]
    _workdays: dict[int, list[date]] = field(default_factory=dict)

    @property
    def closes(self) -> time:
        return self.hours[-1][1]

    @property
    def minutes_per_day(self) -> timedelta:
        return sum((_length(opens, closes) for opens, closes in self.hours), timedelta())

    def is_workday(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() <= FRIDAY)

    def workdays(self, year: int) -> list[date]:
        """That year's working days in order."""
        if year not in self._workdays:
            first = date(year, 1, 1)
            days = (first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1))
            self._workdays[year] = [day for day in days if self.is_workday(day)]
        return self._workdays[year]

    def nth_workday(self, start: date, count: int) -> date:
        """The count-th working day after `start`; for 0 the first one on or after it."""
        if count == 0:
            return self.workday_from(start)
        year, place = start.year, bisect_right(self.workdays(start.year), start) + count - 1
        while place >= len(self.workdays(year)):
            place -= len(self.workdays(year))
            year += 1
        return self.workdays(year)[place]

    def workday_from(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.is_workday(day):
            day += DAY
        return day

    def workdays_in(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both counted."""
        return sum(
            max(bisect_right(days, last) - bisect_left(days, first), 0)
            for days in map(self.workdays, range(first.year, last.year + 1))
        )

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether a year between the two days has not been published."""
        return any(year not in self.years for year in range(first.year, last.year + 1))


def _length(opens: time, closes: time) -> timedelta:
    return timedelta(
        hours=closes.hour - opens.hour,
        minutes=closes.minute - opens.minute,
        seconds=closes.second - opens.second,
    )


class _Copy:
    """This process's copy and when it was last compared with the version row."""

    calendar: Calendar | None = None
    compared_at: float = 0.0


_copy = _Copy()


def forget() -> None:
    """Drops this process's copy."""
    _copy.calendar = None


def current() -> Calendar:
    """The calendar in force: from memory; every ten seconds one query asks whether it has moved."""
    calendar = _copy.calendar
    present = monotonic_time.monotonic()
    if calendar is not None and present - _copy.compared_at < LOOK_AGAIN_SECONDS:
        return calendar
    version = CalendarVersion.objects.values_list("number", flat=True).filter(id=1).first() or 0
    if calendar is None or calendar.version != version:
        calendar = _read(version)
    _copy.calendar, _copy.compared_at = calendar, present
    return calendar


def _read(version: int) -> Calendar:
    workday = CalendarDay.Kind.WORKDAY
    return Calendar(
        version=version,
        years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
        exceptions={day.date: day.kind == workday for day in CalendarDay.objects.all()},
        hours=tuple((row.start, row.end) for row in OpeningHours.objects.all()) or DEFAULT_HOURS,
    )
