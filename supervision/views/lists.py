"""The lists behind the figures: open tasks by time left (S-02), and the cases of one count."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from approvals.lights import Light
from core.errors import NotFound
from core.http import reads
from core.text import pick
from supervision import presenting, selectors
from supervision.cursors import newest_first, urgent_first
from supervision.views.common import as_at, watching

LONGEST_CODE = 40


@reads
@watching
def limits(request: HttpRequest) -> HttpResponse:
    """Open tasks, the most urgent first; light, department and matter stand in the address."""
    now = as_at(request)
    asked = request.GET.get("light", "")
    light = asked if asked in Light.values else ""
    scope = {name: request.GET.get(name, "")[:LONGEST_CODE] for name in ("department", "matter")}
    page = urgent_first(
        selectors.tasks_in_light(now, light=light, department=scope["department"], matter=scope["matter"]),
        request.GET.get("after", ""),
    )
    lights = selectors.lights_by_matter(now)
    counts = presenting.totals(_of_scope(lights, scope))
    context = {
        "now": now,
        "rows": presenting.task_rows(page.rows, now),
        "lights": presenting.light_links(counts, now, light, **scope),
        "departments": _departments(lights, scope["department"]),
        "matters": _matters(lights, scope),
        "light": light,
        "narrowed": bool(light or scope["department"] or scope["matter"]),
        "all_url": presenting.limits_url(now),
        "shown": ngettext("%(number)s task", "%(number)s tasks", len(page.rows)) % {"number": len(page.rows)},
        "first_url": presenting.limits_url(now, light=light, **scope) if request.GET.get("after") else "",
        "next_url": presenting.limits_url(now, light=light, after=page.after, **scope) if page.after else "",
    }
    return render(request, "supervision/limits.html", context)


def _of_scope(lights: list[dict], scope: dict[str, str]) -> list[dict]:
    """The counts of the chosen department and matter, or all."""
    return [
        row
        for row in lights
        if scope["department"] in ("", row["department__code"]) and scope["matter"] in ("", row["matter"])
    ]


def _departments(lights: list[dict], chosen: str) -> list[dict]:
    names = {row["department__code"]: pick(row["department__short_name"]) for row in lights}
    return [{"value": code, "label": name, "chosen": code == chosen} for code, name in names.items()]


def _matters(lights: list[dict], scope: dict[str, str]) -> list[dict]:
    rows = [row for row in lights if scope["department"] in ("", row["department__code"])]
    names = {row["matter"]: pick(row["name"]) for row in rows}
    return [{"value": code, "label": name, "chosen": code == scope["matter"]} for code, name in names.items()]


@reads
@watching
def cases(request: HttpRequest) -> HttpResponse:
    """The cases that a figure counts, as of the moment it was counted. 404 for a figure that is none."""
    name = request.GET.get("figure", "")
    if name not in selectors.FIGURES:
        raise NotFound()
    now = as_at(request)
    page = newest_first(selectors.cases_behind(name, now), request.GET.get("after", ""))
    context = {
        "now": now,
        "title": presenting.WORDS[name],
        "definition": presenting.DEFINITIONS[name],
        "total": selectors.live_counts(now)[name],
        "rows": presenting.case_rows(page.rows, now),
        "shown": ngettext("%(number)s case", "%(number)s cases", len(page.rows)) % {"number": len(page.rows)},
        "first_url": presenting.cases_url(name, now) if request.GET.get("after") else "",
        "next_url": presenting.cases_url(name, now, after=page.after) if page.after else "",
    }
    return render(request, "supervision/cases.html", context)
