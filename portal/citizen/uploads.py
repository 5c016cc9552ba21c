"""Files of one material as lines of the upload component, with the state of their safety check."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import CaseMaterial
from cases.rules import tolerance_days
from documents.states import Scan
from portal.citizen import words
from portal.citizen.drafts import Application
from portal.citizen.material_rows import pieces

LAMPS = {
    Scan.PENDING: "hold",
    Scan.CLEAN: "ok",
    Scan.INFECTED: "late",
    Scan.UNREADABLE: "late",
}


def sections(mine: Application) -> list[dict[str, Any]]:
    """One upload section for each material that the applicant brings."""
    found = []
    for row in mine.to_bring:
        days = tolerance_days(row)
        hint = pieces(row)
        if days:
            hint = f"{hint} " + _("It may follow within %(limit)s.") % {"limit": words.workdays(days)}
        found.append(section(mine, row.material, hint=hint, removable=mine.open))
    return found


def section(
    mine: Application, material: str, *, hint: str = "", error: str = "", removable: bool = True
) -> dict[str, Any]:
    """The parameters of one upload component."""
    files = [row for row in mine.materials if row.material == material]
    return {
        "material": material,
        "identifier": f"up-{material}",
        "title": mine.name_of(material),
        "action": _page(mine, "upload", material=material),
        "hint": hint,
        "error": error,
        "files": [_line(mine, row, removable) for row in files],
    }


def _page(mine: Application, name: str, **kwargs: Any) -> str:
    return reverse(f"portal:{name}", kwargs={"reference": mine.reference, **kwargs})


def _line(mine: Application, row: CaseMaterial, removable: bool) -> dict[str, Any]:
    scan = row.file.scan
    clean = scan == Scan.CLEAN
    return {
        "name": row.file.name,
        "state": LAMPS[scan],
        "state_text": _("Handed in") if clean else str(scan.label),
        "hint": _size(row.file.size),
        "url": _page(mine, "file", file=row.pk) if clean else "",
        "thumb_url": f"{_page(mine, 'file', file=row.pk)}?preview=1" if clean else "",
        "remove_url": _page(mine, "file-remove", file=row.pk) if removable else "",
    }


def _size(number: int) -> str:
    """Bytes as people read them."""
    return f"{number / 1024 / 1024:.1f} MB" if number >= 1024 * 1024 else f"{max(1, number // 1024)} KB"
