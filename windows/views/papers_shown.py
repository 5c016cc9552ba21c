"""The materials of a case at the window: what is there, what the clerk makes of each, and one page of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext

from approvals.presenting import material_rows
from cases.models import CaseMaterial
from cases.rules import missing_materials, tolerance_days
from core.calendar import due_at
from core.clock import local_date
from core.text import pick
from documents.states import Scan
from matters.composing import Composition

SOURCE_MARKS = {"applicant": "bring", "shared_data": "shared", "form": "form"}
TAKE, TELL, LATER = "take", "tell", "later"


def paper_rows(
    composition: Composition, files: list[CaseMaterial], typed: Mapping[str, str], at: datetime
) -> list[dict[str, Any]]:
    """One row per material with its marks to choose from: taken, to be told, follows later.

    `latest` is the last day on which a missing one may follow (A-030), None where it can't wait.
    """
    days = _tolerated(composition, files)
    lines = [row.answer() for row in composition.materials]
    rows = material_rows(lines, composition.errand.sources, files)
    for row in rows:
        name = row["material"]
        latest = local_date(due_at(at, days[name], "workday").at) if days.get(name) else None
        row |= {
            "mark": SOURCE_MARKS[row["source"]],
            "latest": latest,
            "owed": typed.get(f"owed-{name}") or (latest.isoformat() if latest else ""),
            "why": typed.get(f"why-material-{name}", ""),
            "marks": _marks(row, latest, typed.get(f"mark-{name}", "")),
        }
    return rows


def _tolerated(composition: Composition, files: list[CaseMaterial]) -> dict[str, int]:
    """material -> working days, for what is missing."""
    handed_in = {file.material for file in files}
    return {row.material: tolerance_days(row) for row in missing_materials(composition, handed_in)}


def _marks(row: Mapping[str, Any], latest: date | None, chosen: str) -> list[dict[str, Any]]:
    """The choices a clerk has for this material; none for what comes from shared data or the form."""
    if row["source"] != "applicant":
        return []
    words = {
        TAKE: pgettext("mark", "Take"),
        TELL: pgettext("mark", "Tell"),
        LATER: pgettext("mark", "Later"),
    }
    offered = [*([TAKE] if row["files"] else []), TELL, *([LATER] if latest else [])]
    default = chosen or (TAKE if row["files"] else LATER if latest else "")
    return [{"value": mark, "label": words[mark], "chosen": mark == default} for mark in offered]


def viewed(
    request: HttpRequest, files: list[CaseMaterial], composition: Composition
) -> dict[str, Any] | None:
    """Which file and page the viewer shows, as the address says; the first one otherwise."""
    if not files:
        return None
    wanted = request.GET.get("file", "")
    place = next((i for i, file in enumerate(files) if str(file.pk) == wanted), 0)
    file = files[place]
    pages = max(file.file.pages or 1, 1)
    return {
        "file": file,
        "material": file.material,
        "name": pick(composition.errand.sources.materials[file.material]["name"]),
        "safe": file.file.scan == Scan.CLEAN,
        "page": _page(request.GET.get("page", "1"), pages),
        "pages": range(1, pages + 1),
        "count": pages,
        "previous": files[place - 1].pk if place else None,
        "next": files[place + 1].pk if place + 1 < len(files) else None,
    }


def _page(text: str, count: int) -> int:
    return min(int(text), count) if text.isdecimal() and len(text) < 6 and int(text) > 0 else 1
