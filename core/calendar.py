"""The working-day calendar and the counting of legal time limits.

The start day is not counted, and a limit that ends on a day off ends on the next working day (Civil
Code arts 201, 203); it ends at close of business. Periods of the Administrative Licensing Law are
working days (art. 82); other laws count plain days or months. A year whose holidays have not been
published counts Monday to Friday, and everything that touches it is provisional.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import calendar_cache, clock
from core.calendar_cache import Calendar
from core.clock import ZONE, local, local_date
from core.errors import BadInput
from core.models import CalendarDay, CalendarVersion, CalendarYear, OpeningHours

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MINUTES_OF = {"minute": 1, "hour": 60}


@dataclass(frozen=True)
class Due:
    """When something is due: the day, the instant, and whether an unpublished year was counted."""

    date: date
    at: datetime
    provisional: bool


def due(start: date, value: int, unit: str) -> Due:
    """The last day of a limit of `value` workday, day or month that starts on `start`.

    Raises BadInput for another unit or a negative value.
    """
    if value < 0:
        raise BadInput(_("A time limit can't be %(value)s.") % {"value": value})
    calendar = calendar_cache.current()
    if unit == "workday":
        last, counted_from = calendar.nth_workday(start, value), start + DAY
    elif unit == "day":
        last, counted_from = _next_workday(calendar, start + value * DAY)
    elif unit == "month":
        last, counted_from = _next_workday(calendar, _months_later(start, value))
    else:
        raise BadInput(_("A time limit is not counted in %(unit)s.") % {"unit": unit})
    provisional = calendar.is_provisional(min(counted_from, last), last)
    return Due(last, _at(last, calendar.closes), provisional)


def _next_workday(calendar: Calendar, day: date) -> tuple[date, date]:
    return calendar.workday_from(day), day


def _months_later(start: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def due_at(start: datetime, value: int, unit: str) -> Due:
    """The instant at which a limit that starts now ends; minutes and hours count while offices are open."""
    if unit in MINUTES_OF:
        return _working_minutes_later(start, value * MINUTES_OF[unit])
    return due(local_date(start), value, unit)


def _working_minutes_later(start: datetime, minutes: int) -> Due:
    calendar = calendar_cache.current()
    left = timedelta(minutes=minutes)
    for opens, closes in _open_from(calendar, start):
        if left <= closes - opens:
            end = opens + left
            provisional = calendar.is_provisional(local_date(start), local_date(end))
            return Due(local_date(end), end, provisional)
        left -= closes - opens
    raise AssertionError("Offices open again on some day.")


def _open_from(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The stretches in which offices are open, the first one cut at `start`."""
    day = calendar.workday_from(local_date(start))
    while True:
        for opens, closes in calendar.hours:
            if _at(day, closes) > start:
                yield max(start, _at(day, opens)), _at(day, closes)
        day = calendar.workday_from(day + DAY)


def working_minutes_between(begin: datetime, end: datetime) -> int:
    """Whole minutes between two instants in which offices were open; 0 when `end` is not later."""
    calendar = calendar_cache.current()
    first, last = local_date(begin), local_date(end)
    if end <= begin:
        return 0
    if first == last:
        return _minutes_of_day(calendar, first, begin, end) // MINUTE
    whole_days = calendar.workdays_in(first + DAY, last - DAY)
    total = whole_days * calendar.minutes_per_day
    total += _minutes_of_day(calendar, first, begin, _at(first + DAY, time()))
    total += _minutes_of_day(calendar, last, _at(last, time()), end)
    return total // MINUTE


def _minutes_of_day(calendar: Calendar, day: date, begin: datetime, end: datetime) -> timedelta:
    if not calendar.is_workday(day):
        return timedelta()
    stretches = ((_at(day, opens), _at(day, closes)) for opens, closes in calendar.hours)
    return sum(
        (max(min(end, closes) - max(begin, opens), timedelta()) for opens, closes in stretches),
        timedelta(),
    )


def workdays_between(begin: date, end: date) -> int:
    """Working days after `begin` up to and with `end`: the counting of `due`, the other way round."""
    return calendar_cache.current().workdays_in(begin + DAY, end)


def is_workday(day: date) -> bool:
    """Whether offices are open on that day."""
    return calendar_cache.current().is_workday(day)


def close_of_business(day: date) -> datetime:
    """The instant at which offices close on that day."""
    return _at(day, calendar_cache.current().closes)


def is_open(at: datetime) -> bool:
    """Whether offices are open at that instant."""
    calendar = calendar_cache.current()
    here = local(at)
    within = any(opens <= here.time() < closes for opens, closes in calendar.hours)
    return within and calendar.is_workday(here.date())


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, ZONE)


@transaction.atomic
def load_year(
    year: int, *, holidays: Iterable[date], makeup_workdays: Iterable[date], source: str = ""
) -> CalendarYear:
    """Loads or replaces the published days of a year. Raises BadInput for a day outside it or named twice."""
    kinds = [(day, CalendarDay.Kind.HOLIDAY) for day in holidays]
    kinds += [(day, CalendarDay.Kind.WORKDAY) for day in makeup_workdays]
    days = [day for day, _kind in kinds]
    if len(set(days)) < len(days):
        raise BadInput(_("A day of %(year)s is named twice.") % {"year": year})
    if any(day.year != year for day in days):
        raise BadInput(_("The calendar of %(year)s names a day of another year.") % {"year": year})
    values = {"source": source, "loaded_at": clock.now()}
    row, _created = CalendarYear.objects.update_or_create(year=year, defaults=values)
    row.days.all().delete()
    CalendarDay.objects.bulk_create(CalendarDay(date=day, year=row, kind=kind) for day, kind in kinds)
    _announce_change()
    return row


@transaction.atomic
def set_opening_hours(stretches: Iterable[tuple[time, time]]) -> None:
    """Replaces the hours in which offices are open on every working day."""
    rows = [OpeningHours(start=start, end=end) for start, end in stretches]
    if not rows or any(row.start >= row.end for row in rows):
        raise BadInput(_("Opening hours need a start before their end."))
    OpeningHours.objects.all().delete()
    OpeningHours.objects.bulk_create(rows)
    _announce_change()


def _announce_change() -> None:
    """Moves the version: this process reads the calendar anew at once, others within seconds."""
    CalendarVersion.objects.get_or_create(id=1)
    CalendarVersion.objects.filter(id=1).update(number=F("number") + 1)
    calendar_cache.forget()
    transaction.on_commit(calendar_cache.forget)
