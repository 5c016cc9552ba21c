"""Case numbers: area, day, place and a running number; gaps are allowed, repetition is not."""

from datetime import date

from cases.models import Case


def number_of(case: Case, on: date) -> str:
    """Such as 339981-20261119-03-000117 (rules.md B.4); the case's key is the running number."""
    place = case.service_point.ordinal + 1
    return f"{case.service_point.area.code[:6]}-{on:%Y%m%d}-{place:02d}-{case.pk:06d}"
