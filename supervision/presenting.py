"""The supervisor's pages in words: dials, the field of lamps, lists. Plain rows for templates."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from approvals.lights import Light
from approvals.models import Task
from approvals.presenting import light_of_case, minutes_left
from cases.models import Case
from core.text import pick
from supervision.selectors import FIGURES, Satisfaction

WORDS = {
    "received_today": gettext_lazy("Received today"),
    "waiting_at_window": gettext_lazy("Waiting at the windows"),
    "correcting": gettext_lazy("Waiting for corrections"),
    "in_review": pgettext_lazy("figure", "In review"),
    "decided_today": gettext_lazy("Decided today"),
    "on_shelf": gettext_lazy("Ready to hand out"),
    "delivered_today": gettext_lazy("Handed out today"),
    "overdue": gettext_lazy("In review and overdue"),
}
DEFINITIONS = {
    "received_today": gettext_lazy("Cases submitted since midnight, whatever became of them."),
    "waiting_at_window": gettext_lazy("Submitted and not yet answered by a window."),
    "correcting": gettext_lazy("A window asked the applicant for everything that is missing."),
    "in_review": gettext_lazy("Accepted; at least one department has not concluded."),
    "decided_today": gettext_lazy("Granted, partly granted or refused since midnight."),
    "on_shelf": gettext_lazy("Decided, with results that have not been handed out."),
    "delivered_today": gettext_lazy("All results handed out since midnight."),
    "overdue": gettext_lazy("In review after the moment that was promised to the applicant."),
}
# the worst light first: it gives the tile its lamp
WORST = (Light.OVERDUE, Light.DUE_SOON, Light.PAUSED, Light.ON_TIME)
LAMPS = {Light.OVERDUE: "late", Light.DUE_SOON: "warn", Light.PAUSED: "hold", Light.ON_TIME: "ok"}


def dials(counts: Mapping[str, int], now: datetime) -> list[dict[str, Any]]:
    """One dial for each figure; its link lists exactly the cases counted at that moment."""
    return [
        {
            "name": name,
            "label": WORDS[name],
            "value": counts[name],
            "url": cases_url(name, now),
            "definition": DEFINITIONS[name],
            "tone": "bad" if name == "overdue" and counts[name] else "",
        }
        for name in FIGURES
    ]


def cases_url(name: str, now: datetime, **more: str) -> str:
    """The list behind a figure as of a moment."""
    parameters = {"figure": name, "at": now.isoformat(), **more}
    return f"{reverse('supervision:cases')}?{urlencode(parameters)}"


def limits_url(now: datetime, **filters: str) -> str:
    """The list of open tasks with these filters as of a moment."""
    kept = {name: value for name, value in filters.items() if value}
    return f"{reverse('supervision:limits')}?{urlencode({**kept, 'at': now.isoformat()})}"


def share(part: int, whole: int) -> str:
    """A share in per cent with one decimal, or a dash where there is nothing to divide by."""
    return f"{100 * part / whole:.1f}" if whole else "–"


def voices(found: Satisfaction) -> list[dict[str, Any]]:
    """What applicants say: whether they are satisfied, and beside it whether one run was enough (A-137)."""
    return [
        {
            "label": _("Satisfied"),
            "value": share(found.satisfied, found.rated),
            "unit": "%" if found.rated else "",
            "hint": _("%(part)s of %(whole)s ratings") % {"part": found.satisfied, "whole": found.rated},
            "definition": _("Ratings 1 to 3 of five, of all who rated the whole case (GB/T 39046-2020 A.8)."),
        },
        {
            "label": _("Done with one visit at most"),
            "value": share(found.at_most_once, found.answered_runs),
            "unit": "%" if found.answered_runs else "",
            "hint": _("%(part)s of %(whole)s answers")
            % {"part": found.at_most_once, "whole": found.answered_runs},
            "definition": _("As the applicants count their visits themselves, of all who answered."),
        },
    ]


def heat(rows: Iterable[Mapping[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """Departments with a tile for each matter, the departments with the worst lamps first."""
    departments: dict[str, dict[str, Any]] = {}
    for row in rows:
        code = row["department__code"]
        held = departments.setdefault(
            code,
            {"name": pick(row["department__short_name"]), "tiles": [], "overdue": 0, "due_soon": 0},
        )
        held["tiles"].append(_tile(row, now))
        held["overdue"] += row[Light.OVERDUE]
        held["due_soon"] += row[Light.DUE_SOON]
    return sorted(departments.values(), key=lambda one: (-one["overdue"], -one["due_soon"]))


def _tile(row: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    worst = next(light for light in WORST if row[light])
    return {
        "label": pick(row["name"]),
        "state": LAMPS[worst],
        "number": row[worst],
        "total": "" if row[worst] == row["open"] else row["open"],
        "url": limits_url(now, department=row["department__code"], matter=row["matter"]),
    }


def totals(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many open tasks stand in each light."""
    found = dict.fromkeys(Light.values, 0)
    for row in rows:
        for light in Light.values:
            found[light] += row[light]
    return found


def light_links(
    counts: Mapping[str, int], now: datetime, current: str, **filters: str
) -> list[dict[str, Any]]:
    """A lamp with its number for each light, linked to its tasks."""
    return [
        {
            "light": light.value,
            "text": f"{light.label} {counts[light]}",
            "on": current == light,
            "url": limits_url(now, light="" if current == light else light.value, **filters),
        }
        for light in (Light.OVERDUE, Light.DUE_SOON, Light.ON_TIME, Light.PAUSED)
    ]


def task_rows(tasks: Iterable[Task], now: datetime) -> list[dict[str, Any]]:
    """Open tasks with their lamp and who has them."""
    return [
        {
            "url": case_url(task.case),
            "number": task.case.number,
            "matter": pick(task.name),
            "errand": pick(task.case.name),
            "department": pick(task.department.short_name),
            "lamp": getattr(task, "light", ""),
            "state": task.get_state_display(),
            "left": minutes_left(task.promised_due_at, now),
            "due_at": task.promised_due_at,
            "held_by": task.claimed_by.username if task.claimed_by else pgettext("desk", "Nobody yet"),
        }
        for task in tasks
    ]


def case_rows(cases: Iterable[Case], now: datetime) -> list[dict[str, Any]]:
    """Cases with their state, who has them and until when."""
    return [
        {
            "url": case_url(case),
            "number": case.number,
            "errand": pick(case.name),
            "hall": pick(case.service_point.name),
            "state": case.get_state_display(),
            "holder": holder_of(case),
            "lamp": light_of_case(case, now),
            "left": minutes_left(case.holder_due_at, now),
            "due_at": case.holder_due_at,
            "submitted_at": case.submitted_at,
        }
        for case in cases
    ]


def holder_of(case: Case) -> str:
    """Whose turn it is: the department by name, else the role."""
    if case.holder_department:
        return pick(case.holder_department.short_name)
    return case.get_holder_display()


def case_url(case: Case) -> str:
    """The supervisor's page of a case."""
    return reverse("supervision:case", args=[case.number or str(case.public_id)])
