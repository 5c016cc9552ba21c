"""What the clerk's page of one case shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from approvals.models import Task
from approvals.presenting import (
    answer_rows,
    light_of_case,
    material_rows,
    party_rows,
    picture_rows,
    timeline,
)
from approvals.timing import promised
from cases.composing import composition_of
from cases.models import Answer, Case, Correction, Draft, Undertaking
from cases.policies import ACCEPTING_ROLES
from cases.rules import missing_materials, tolerance_days
from cases.selectors import materials_of, parties_of
from cases.states import CaseState
from core.clock import now
from core.errors import DomainError
from core.text import pick
from documents.models import Paper
from documents.papers.contexts import REMEDY
from matters.composing import Composition
from matters.plan import plan_of
from windows.views.common import actor_of

SOURCE_MARKS = {"applicant": "bring", "shared_data": "shared", "form": "form"}


def sheet_of(
    request: HttpRequest, case: Case, *, unmasked: bool = False, error: DomainError | None = None
) -> dict[str, Any]:
    """The whole context of windows/case.html; a handful of queries, whatever the errand's size."""
    draft = Draft.objects.get(case=case)
    answers = dict(Answer.objects.filter(case=case).values_list("element", "value")) or draft.answers
    composition = composition_of(case, answers)
    files = materials_of(case)
    tasks = list(
        Task.objects.filter(case=case).select_related("department", "round", "claimed_by").order_by("ordinal")
    )
    at = now()
    return {
        "case": case,
        "errand": pick(case.name),
        "light": light_of_case(case, at),
        "parties": party_rows(parties_of(case)),
        "answers": answer_rows(answers, composition, sources=draft.sources, unmasked=unmasked),
        "unmasked": unmasked,
        "materials": _materials(composition, files),
        "view": _viewed(request, files, composition),
        "may_accept": actor_of(request).role in ACCEPTING_ROLES,
        "deciding": case.state == CaseState.SUBMITTED,
        "advising": case.state == CaseState.PRE_REVIEW,
        "plan": _plan(composition, at) if not tasks else None,
        "tolerable": _tolerable(composition, {file.material for file in files}),
        "picture": picture_rows(tasks, at),
        "tasks": tasks,
        "now": at,
        "timeline": timeline(case),
        "corrections": Correction.objects.filter(case=case).order_by("id"),
        "owed": Undertaking.objects.filter(case=case, fulfilled_at__isnull=True),
        "papers": Paper.objects.filter(chain_id=case.chain_id).order_by("id"),
        "runs": case.visits.count(),
        "remedy": request.POST.get("remedy") or pick(REMEDY),
        "typed": request.POST,
        "error": error,
        "error_lines": _error_lines(error, composition),
    }


def _materials(composition: Composition, files: list[Any]) -> list[dict[str, Any]]:
    rows = material_rows(composition, files)
    for row in rows:
        row["mark"] = SOURCE_MARKS[row["source"]]
        row["state"] = _("Complete") if row["files"] else "" if row["source"] != "applicant" else _("Missing")
    return rows


def _viewed(request: HttpRequest, files: list[Any], composition: Composition) -> dict[str, Any] | None:
    """Which file and page the viewer shows, as the address says; the first one otherwise."""
    if not files:
        return None
    wanted = request.GET.get("file", "")
    place = next((i for i, file in enumerate(files) if str(file.pk) == wanted), 0)
    file = files[place]
    text = request.GET.get("page", "1")
    page = min(int(text), file.file.pages) if text.isdecimal() and len(text) < 6 and int(text) > 0 else 1
    names = composition.errand.sources.materials
    return {
        "file": file,
        "name": pick(names[file.material]["name"]),
        "page": page,
        "pages": range(1, file.file.pages + 1),
        "count": file.file.pages,
        "previous": files[place - 1].pk if place else None,
        "next": files[place + 1].pk if place + 1 < len(files) else None,
    }


def _plan(composition: Composition, at: Any) -> dict[str, Any]:
    """Who would get the case now and when it would be done at the latest: told before accepting (W-03)."""
    plan = plan_of(composition)
    times = promised(plan, at)
    return {
        "due": max(time.due for time in times.values()),
        "provisional": any(time.provisional for time in times.values()),
        "tasks": [{"name": pick(task["name"]), "due": times[task["matter"]].due} for task in plan["tasks"]],
    }


def _tolerable(composition: Composition, handed_in: set[str]) -> list[dict[str, Any]]:
    names = composition.errand.sources.materials
    return [
        {"material": row.material, "name": pick(names[row.material]["name"]), "days": days}
        for row in missing_materials(composition, handed_in)
        if (days := tolerance_days(row))
    ]


def _error_lines(error: DomainError | None, composition: Composition) -> list[dict[str, str]]:
    """What is wrong, in names instead of codes."""
    if error is None:
        return []
    sources = composition.errand.sources
    lines = []
    for entry in error.errors or [{}]:
        named = sources.materials.get(entry.get("material", "")) or sources.elements.get(
            entry.get("element", "")
        )
        what = pick(named["name"]) if named else ""
        words = str(entry.get("reason") or error.detail or error.title)
        lines.append(
            {"name": "answer", "message": f"{what}：{words}" if what else words, "target": "answers"}
        )
    return lines
