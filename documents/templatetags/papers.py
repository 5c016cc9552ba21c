"""Words of a paper in one language or the other, whatever language is active."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings

register = template.Library()

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@register.filter
def zh(value: Mapping[str, str] | str) -> str:
    """The Chinese text."""
    return value if isinstance(value, str) else value.get("zh", "")


@register.filter
def en(value: Mapping[str, str] | str) -> str:
    """The English text; the Chinese where there is none."""
    return value if isinstance(value, str) else value.get("en") or value.get("zh", "")


@register.filter
def en_too(value: Mapping[str, str] | str) -> str:
    """The English text where there is one of its own; what a person typed stands there once."""
    return "" if en(value) == zh(value) else en(value)


@register.filter
def day_zh(value: date) -> str:
    """2026年11月23日"""
    on = _local(value)
    return f"{on.year}年{on.month}月{on.day}日"


@register.filter
def day_en(value: date) -> str:
    """23 Nov 2026"""
    on = _local(value)
    return f"{on.day} {_MONTHS_EN[on.month - 1]} {on.year}"


@register.filter
def time_zh(value: datetime) -> str:
    """2026年11月23日（周一）17:00, in the city's time."""
    at = _local(value)
    return f"{day_zh(at)}（周{_WEEKDAYS_ZH[at.weekday()]}）{at:%H:%M}"


@register.filter
def time_en(value: datetime) -> str:
    """Mon 23 Nov 2026, 17:00, in the city's time."""
    at = _local(value)
    return f"{_WEEKDAYS_EN[at.weekday()]} {day_en(at)}, {at:%H:%M}"


@register.filter
def short_time(value: datetime) -> str:
    """11-23 17:00, for a column of times."""
    return f"{_local(value):%m-%d %H:%M}"


@register.filter
def stamp(value: datetime) -> str:
    """2026-11-23 17:00:05, for the foot of a sheet."""
    return f"{_local(value):%Y-%m-%d %H:%M:%S}"


def _local(value: date) -> date:
    return value.astimezone(ZoneInfo(settings.TIME_ZONE)) if isinstance(value, datetime) else value
