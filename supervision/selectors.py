"""What the supervisor sees: every figure is a count of exactly the cases behind it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from approvals.lights import Light, with_light
from approvals.models import Task
from approvals.states import AT_THE_DESK
from cases.models import Case, Rating
from cases.states import DECIDED, CaseState
from core.clock import day_begins

FIGURES = (
    "received_today",
    "waiting_at_window",
    "correcting",
    "in_review",
    "decided_today",
    "on_shelf",
    "delivered_today",
    "overdue",
)
SATISFIED = (1, 2, 3)  # GB/T 39046-2020 A.8: 4 and 5 are bad reviews


def figure(name: str, now: datetime) -> Q:
    """The condition of one figure as of a moment; KeyError for a name that is none."""
    today = day_begins(now)
    return {
        "received_today": Q(submitted_at__gte=today),
        "waiting_at_window": Q(state=CaseState.SUBMITTED),
        "correcting": Q(state=CaseState.CORRECTING),
        "in_review": Q(state=CaseState.IN_REVIEW),
        "decided_today": Q(state__in=DECIDED, decided_at__gte=today),
        "on_shelf": Q(state__in=[CaseState.GRANTED, CaseState.PARTLY_GRANTED]),
        "delivered_today": Q(delivered_at__gte=today),
        "overdue": Q(state=CaseState.IN_REVIEW, promised_due_at__lt=now),
    }[name]


def live_counts(now: datetime) -> dict[str, int]:
    """All figures in one query."""
    return Case.objects.aggregate(**{name: Count("pk", filter=figure(name, now)) for name in FIGURES})


def cases_behind(name: str, now: datetime) -> QuerySet[Case]:
    """The cases that a figure counts, in the order in which they came."""
    return Case.objects.filter(figure(name, now)).select_related("service_point", "holder_department")


@dataclass(frozen=True)
class Satisfaction:
    """Ratings of whole cases: how many, how many of them good, how many say one run or none."""

    rated: int
    satisfied: int
    answered_runs: int
    at_most_once: int


def satisfaction() -> Satisfaction:
    """Coverage is never shown without these (A-137)."""
    figures = Rating.objects.filter(matter="").aggregate(
        rated=Count("pk"),
        satisfied=Count("pk", filter=Q(grade__in=SATISFIED)),
        answered_runs=Count("pk", filter=Q(runs__isnull=False)),
        at_most_once=Count("pk", filter=Q(runs__lte=1)),
    )
    return Satisfaction(**figures)


def lights_by_matter(now: datetime) -> list[dict[str, Any]]:
    """For each department and matter with open tasks: how many stand in which light; one query."""
    rows = (
        with_light(Task.objects.filter(state__in=AT_THE_DESK), now)
        .order_by()
        .values("department__code", "department__short_name", "matter", "name")
        .annotate(
            **{light.value: Count("pk", filter=Q(light=light.value)) for light in Light}, open=Count("pk")
        )
        .order_by("department__code", "matter")
    )
    return list(rows)


def tasks_in_light(
    now: datetime, *, light: str = "", department: str = "", matter: str = ""
) -> QuerySet[Task]:
    """The open tasks in that light, of one department and matter or all, the most urgent first."""
    rows = with_light(Task.objects.filter(state__in=AT_THE_DESK).by_time_left(), now)
    if light in Light.values:
        rows = rows.filter(light=light)
    if department:
        rows = rows.filter(department__code=department)
    if matter:
        rows = rows.filter(matter=matter)
    return rows.select_related("case", "department", "claimed_by")
