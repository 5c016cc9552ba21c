"""The list of materials of an errand in three groups: to bring, shared, made from the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department
from cases.rules import tolerance_days
from core.text import pick
from matters.composing import Composition
from matters.composing.parts import MaterialRow
from matters.models import DataItem
from portal.citizen import words

APPLICANT, SHARED, FORM = "applicant", "shared_data", "form"


@dataclass(frozen=True)
class MaterialNames:
    """A composition with the names of departments and shared data."""

    composition: Composition
    departments: Mapping[str, Department]
    items: Mapping[str, DataItem]

    def name(self, code: str) -> str:
        return pick(self.composition.errand.sources.materials[code]["name"])

    def users(self, row: MaterialRow) -> str:
        """The departments that use this paper, each once."""
        codes = [self.composition.errand.handbook(matter)["department"] for matter in row.needed_by]
        return words.joined(pick(self.departments[code].short_name) for code in codes)

    def providers(self, row: MaterialRow) -> str:
        """The departments that have the data."""
        found = [self.items[code].provider for code in row.data_items if code in self.items]
        return words.joined(pick(provider.short_name) for provider in found)


def groups(names: MaterialNames) -> list[dict[str, Any]]:
    """The groups as the `materials` component takes them; empty ones are left out."""
    rows = names.composition.materials
    found: list[dict[str, Any]] = [
        {
            "title": _("You bring"),
            "items": [_to_bring(names, row) for row in rows if row.source == APPLICANT],
        },
        {
            "title": _("Departments share it: nothing to hand in"),
            "slim": True,
            "items": [_shared(names, row) for row in rows if row.source == SHARED],
        },
        {
            "title": _("Made from what you fill in"),
            "slim": True,
            "items": [
                {"name": names.name(row.material), "marks": ["form"]} for row in rows if row.source == FORM
            ],
        },
    ]
    return [group for group in found if group["items"]]


def _to_bring(names: MaterialNames, row: MaterialRow) -> dict[str, Any]:
    days = tolerance_days(row)
    users = names.users(row)
    shared_by_several = len(row.needed_by) > 1
    return {
        "name": names.name(row.material),
        "text": pieces(row) + (_later(days) if days else ""),
        "hint": _("%(departments)s use this one together") % {"departments": users}
        if shared_by_several
        else _("for %(department)s") % {"department": users},
        "marks": ["bring", "gap"] if days else ["bring"],
    }


def pieces(row: MaterialRow) -> str:
    """How many originals and copies, the most that any department asks for."""
    originals = max(line["originals"] for _matter, line in row.lines)
    copies = max(line["copies"] for _matter, line in row.lines)
    parts = []
    if originals:
        parts.append(ngettext("%(n)s original", "%(n)s originals", originals) % {"n": originals})
    if copies:
        parts.append(ngettext("%(n)s copy", "%(n)s copies", copies) % {"n": copies})
    return words.joined(parts) + _(".")


def _later(days: int) -> str:
    return " " + _("If you do not have it yet, hand it in within %(limit)s.") % {
        "limit": words.workdays(days)
    }


def _shared(names: MaterialNames, row: MaterialRow) -> dict[str, Any]:
    provider = names.providers(row)
    source = _("provided by %(department)s") % {"department": provider} if provider else ""
    return {"name": names.name(row.material), "source": source, "marks": ["shared"]}
