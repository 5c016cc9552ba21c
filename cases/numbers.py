"""Case numbers: area, day, place and a sequence; gaps are allowed, repetition is not."""

from datetime import date

from django.db import connection

from cases.models import Case


def next_number(case: Case, on: date) -> str:
    """Such as 339981-20261119-03-000117 (rules.md B.4); the sequence lives in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number')")
        running = cursor.fetchone()[0]
    place = case.service_point.ordinal + 1
    return f"{case.service_point.area.code[:6]}-{on:%Y%m%d}-{place:02d}-{running:06d}"
