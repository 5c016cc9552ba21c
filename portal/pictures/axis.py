"""A time axis that shows opening hours only: nights, weekends and closed days take no room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.formats import EN_MONTHS, EN_WEEKDAYS, ZH_WEEKDAYS, local

OPENS, CLOSES = time(9), time(17)
MINUTES = 8 * 60
MOST_LABELS = 8


@dataclass(frozen=True)
class Axis:
    """`days` side by side between `left` and `right`, each from 9:00 to 17:00."""

    days: tuple[date, ...]
    left: float
    right: float

    @property
    def day_width(self) -> float:
        return (self.right - self.left) / len(self.days)

    def x(self, moment: datetime) -> float:
        """Where a moment stands; a moment outside opening hours stands at the nearest edge of its day."""
        moment = local(moment)
        before = [day for day in self.days if day <= moment.date()]
        if not before:
            return self.left
        index = len(before) - 1
        if before[-1] != moment.date():
            return self.left + (index + 1) * self.day_width
        minutes = (moment.hour - OPENS.hour) * 60 + moment.minute
        return self.left + (index + min(max(minutes, 0), MINUTES) / MINUTES) * self.day_width

    def labelled(self) -> list[tuple[int, date]]:
        """The days that get a label, so that labels never touch."""
        step = -(-len(self.days) // MOST_LABELS)
        return [(index, day) for index, day in enumerate(self.days) if index % step == 0]


def days_between(moments: Iterable[datetime], closed: Iterable[date] = ()) -> tuple[date, ...]:
    """The open days from the first moment to the last: Monday to Friday without `closed`, and any day on
    which something does happen."""
    found = sorted(local(moment).date() for moment in moments)
    busy, shut = set(found), set(closed)
    length = (found[-1] - found[0]).days
    return tuple(
        day
        for day in (found[0] + timedelta(days=offset) for offset in range(length + 1))
        if day in busy or (day.weekday() < 5 and day not in shut)
    )


def day_label(day: date, language: str, narrow: bool) -> str:
    """A day over the axis: 11/20 on a phone, else with its weekday."""
    if narrow:
        return f"{day.month}/{day.day}"
    if language == "zh":
        return f"{day.month}月{day.day}日 周{ZH_WEEKDAYS[day.weekday()]}"
    return f"{EN_WEEKDAYS[day.weekday()]} {day.day} {EN_MONTHS[day.month - 1]}"
