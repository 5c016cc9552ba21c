"""Counts how long finished cases took, version by version, into `UsualTime`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from cases.models import Case, Correction, UsualTime
from cases.states import DECIDED
from cases.usual import LEAST_CASES, MOST_CASES, WINDOW_DAYS, Band, band, minutes_with_us
from core import clock
from core.calendar import working_minutes_between
from core.values import present

VERSIONS = ("one_thing_version_id", "handbook_id")


def count_usual_times() -> int:
    """Counts anew for every version with enough cases; gives how many have a usual time now.

    A version that lost its cases loses its row: then only the promise is told.
    """
    now = clock.now()
    since = now - timedelta(days=WINDOW_DAYS)
    found = Case.objects.filter(state__in=DECIDED, decided_at__gte=since, decided_at__lte=now)
    versions = found.order_by().values(*VERSIONS).annotate(n=Count("pk")).filter(n__gte=LEAST_CASES)
    rows = []
    for version in versions:
        errand = {name: version[name] for name in VERSIONS}
        cases = found.filter(**errand).order_by("-decided_at")[:MOST_CASES]
        if counted := band(lengths_of(cases)):
            rows.append(_row(errand, counted, since, now))
    with transaction.atomic():
        UsualTime.objects.all().delete()
        UsualTime.objects.bulk_create(rows)
    return len(rows)


def _row(errand: dict[str, int | None], counted: Band, since: datetime, now: datetime) -> UsualTime:
    return UsualTime(
        **errand,
        cases=counted.cases,
        half_minutes=counted.half,
        most_minutes=counted.most,
        since=since,
        counted_at=now,
    )


def lengths_of(cases: Iterable[Case]) -> list[int]:
    """Working minutes from submission to decision, without the time spent waiting for the citizen."""
    found = list(cases)
    waits: dict[int, list[tuple[datetime, datetime]]] = {}
    asked = Correction.objects.filter(case__in=[case.pk for case in found], answered_at__isnull=False)
    for case_id, asked_at, answered_at in asked.values_list("case_id", "asked_at", "answered_at"):
        waits.setdefault(case_id, []).append((asked_at, present(answered_at, "the answer")))
    return [
        minutes_with_us(case.submitted_at, case.decided_at, waits.get(case.pk, []), working_minutes_between)
        for case in found
        if case.submitted_at and case.decided_at
    ]
