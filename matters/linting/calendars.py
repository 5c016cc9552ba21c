"""CALENDAR: the published years are possible, and the opening hours agree with the nominal working day."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from matters.linting.catalogue import Catalogue, Entry
from matters.linting.findings import Finding

WEEKEND = (5, 6)


def check_calendar(catalogue: Catalogue) -> Iterator[Finding]:
    """All findings of this file."""
    rules = catalogue.single("rules")
    for entry in catalogue.of("calendar"):
        yield from _opening_hours(entry, rules)
        seen: set[int] = set()
        for place, year in enumerate(entry.record["years"]):
            if year["year"] in seen:
                yield entry.finding("CALENDAR", _("The year is listed twice."), "years", place, "year")
            seen.add(year["year"])
            yield from _year(entry, place, year)


def _year(entry: Entry, place: int, year: Any) -> Iterator[Finding]:
    for key in ("holidays", "makeup_workdays"):
        for at, text in enumerate(year[key]):
            fault = _day_fault(text, key, year)
            if fault:
                yield entry.finding("CALENDAR", fault, "years", place, key, at)


def _day_fault(text: str, key: str, year: Any) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _("There is no such day.")
    if day.year != year["year"]:
        return _("The day is in another year.")
    if key == "makeup_workdays" and day.weekday() not in WEEKEND:
        return _("Only a Saturday or Sunday can be a make-up working day.")
    if key == "makeup_workdays" and text in year["holidays"]:
        return _("The day is also a holiday.")
    return ""


def _opening_hours(entry: Entry, rules: Any) -> Iterator[Finding]:
    minutes, claimed = _minutes(entry.record["opening_hours"]), entry.record["minutes_per_workday"]
    if minutes != claimed:
        reason = _("The opening hours do not add up to the working day.")
        yield entry.finding("CALENDAR", reason, "minutes_per_workday")
    elif rules and rules["nominal_workdays"]["minutes_per_workday"] != claimed:
        reason = _("The rules count another length of the working day.")
        yield entry.finding("CALENDAR", reason, "minutes_per_workday")


def _minutes(spans: Any) -> int | None:
    """Minutes of one day; None for hours that are impossible or overlap."""
    try:
        hours = [(time.fromisoformat(span["start"]), time.fromisoformat(span["end"])) for span in spans]
    except ValueError:
        return None
    moments = [moment for span in hours for moment in span]
    if moments != sorted(set(moments)):
        return None
    return sum((end.hour - start.hour) * 60 + end.minute - start.minute for start, end in hours)
