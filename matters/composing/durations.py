"""O6: nominal working time, for planning and comparing. Real clocks count by the calendar."""

from math import ceil

from matters.composing.parts import Record


def nominal_minutes(value: int, unit: str, rules: Record) -> int:
    """Working minutes of a period: an hour has 60, a working day its opening hours (390).

    Calendar days become working days, rounded down (value x 5 / 7) but at least one; a month has 21.
    """
    nominal = rules["nominal_workdays"]
    day = int(nominal["minutes_per_workday"])
    minutes = {
        "minute": value,
        "hour": value * 60,
        "workday": value * day,
        "day": max(1, value * 5 // 7) * day,
        "month": value * int(nominal["workdays_per_month"]) * day,
    }
    return minutes[unit]


def workdays(minutes: int, rules: Record) -> int:
    """Working days that hold these minutes, rounded up."""
    return ceil(minutes / int(rules["nominal_workdays"]["minutes_per_workday"]))


def promised_minutes(handbook: Record, rules: Record) -> int:
    """Working minutes of the promise."""
    limit = handbook["promised_limit"]
    return nominal_minutes(limit["value"], limit["unit"], rules)


def statutory_minutes(handbook: Record, rules: Record) -> int:
    """Working minutes the law allows; the promise where the law sets no limit."""
    limit = handbook["statutory_limit"] or handbook["promised_limit"]
    return nominal_minutes(limit["value"], limit["unit"], rules)
