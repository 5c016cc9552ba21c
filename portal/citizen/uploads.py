"""Files of one material as lines of the upload component: safety check, legibility, what one may do next."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import CaseMaterial
from cases.rules import tolerance_days
from core.text import pick
from documents.models import ContentType
from documents.states import Scan
from matters.composing.parts import MaterialRow
from matters.models import DataItem
from portal.citizen import words
from portal.citizen.binding import files_to_bind, hint_of
from portal.citizen.drafts import Application
from portal.citizen.material_rows import SHARED, pieces

PICTURES = frozenset([ContentType.JPEG, ContentType.PNG])
STANDING = {
    Scan.PENDING: gettext_lazy("Security check running"),
    Scan.CLEAN: gettext_lazy("Handed in, security check passed"),
    Scan.INFECTED: gettext_lazy("Refused by the security check: remove it and hand in a clean copy"),
    Scan.UNREADABLE: gettext_lazy("Could not be checked: remove it and hand it in again"),
}
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
    pictures = [row for row in files if row.file.content_type in PICTURES and row.file.scan == Scan.CLEAN]
    return {
        "material": material,
        "identifier": f"up-{material}",
        "title": mine.name_of(material),
        "action": _page(mine, "upload", material=material),
        "hint": hint,
        "error": error,
        "files": [_line(mine, row, removable) for row in files],
        "reuse_url": _page(mine, "reuse", material=material) if removable else "",
        "bind_url": _page(mine, "bind", material=material) if removable else "",
        "bindable": len(files_to_bind(mine, material)) if pictures else 0,
    }


def shared(mine: Application) -> list[dict[str, Any]]:
    """What nobody has to hand in because a department has it, as the `materials` component takes it."""
    rows = [row for row in mine.composition.materials if row.source == SHARED]
    items = DataItem.objects.select_related("provider").in_bulk(
        {code for row in rows for code in row.data_items}, field_name="code"
    )
    found = [
        {"name": mine.name_of(row.material), "source": _provider(row, items), "marks": ["shared"]}
        for row in rows
    ]
    return [{"title": _("Nothing to hand in for these"), "slim": True, "items": found}] if found else []


def _provider(row: MaterialRow, items: Mapping[str, DataItem]) -> str:
    """The departments that have it, by name."""
    names = dict.fromkeys(pick(items[code].provider.short_name) for code in row.data_items if code in items)
    return _("provided by %(department)s") % {"department": words.joined(names)} if names else ""


def _page(mine: Application, name: str, **kwargs: Any) -> str:
    return reverse(f"portal:{name}", kwargs={"reference": mine.reference, **kwargs})


def _line(mine: Application, row: CaseMaterial, removable: bool) -> dict[str, Any]:
    scan = row.file.scan
    clean = scan == Scan.CLEAN
    return {
        "name": row.file.name,
        "state": LAMPS[scan],
        "state_text": str(STANDING[scan]),
        "hint": size_of(row),
        "advice": hint_of(row),
        "waiting": scan == Scan.PENDING,
        "url": _page(mine, "file", file=row.pk) if clean else "",
        "thumb_url": f"{_page(mine, 'file', file=row.pk)}?preview=1" if clean else "",
        "remove_url": _page(mine, "file-remove", file=row.pk) if removable else "",
    }


def size_of(row: CaseMaterial) -> str:
    """Pages and bytes as people read them."""
    pages = row.file.pages
    size = _bytes(row.file.size)
    if pages < 2:
        return size
    return _("%(pages)s pages, %(size)s") % {"pages": pages, "size": size}


def _bytes(number: int) -> str:
    return f"{number / 1024 / 1024:.1f} MB" if number >= 1024 * 1024 else f"{max(1, number // 1024)} KB"
