"""Printed guides and blank forms: what makes a sheet of paper recognisable, and whether it still holds.

A printed guide bears its day and a mark. The mark is a digest of everything the sheet was made from:
the errand's version, the version of each handbook in it, and the answers. Whoever scans the sheet
learns whether the same sheet would be printed today (C-03).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from core.clock import today
from core.errors import NotFound
from core.text import pick
from matters.canonical import fingerprint
from matters.models import Handbook
from portal.citizen.guide import guide_for
from portal.citizen.guide_facts import Guide

MARK_LENGTH = 12
DAY = "%Y%m%d"


class Standing(StrEnum):
    """What may be said about a sheet of paper."""

    CURRENT = "current"
    OUTDATED = "outdated"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper that somebody holds, and today's guide of the same errand, if there is one."""

    standing: Standing
    printed_on: date | None
    guide: Guide | None


def mark_of(guide: Guide) -> str:
    """The mark of a guide in its situation: twelve letters and figures."""
    pins = guide.composition.errand.sources.pins
    keys = [pins[matter].handbook_id for matter in guide.composition.matters]
    books = Handbook.objects.filter(pk__in=keys).values_list("matter__code", "fingerprint")
    made_from = {
        "errand": guide.errand.fingerprint,
        "handbooks": dict(books),
        "answers": dict(guide.answers),
    }
    return fingerprint(made_from)[:MARK_LENGTH]


def address_of_sheet(guide: Guide, mark: str) -> str:
    """Where the code on the sheet leads."""
    path = reverse("portal:sheet", args=[guide.kind, guide.code, f"{today():{DAY}}", mark])
    return f"{path}?{guide.parameters}" if guide.parameters else path


def sheet_for(kind: str, code: str, day: str, mark: str, data: QueryDict) -> Sheet:
    """What may be said today about a sheet with this day and mark. Never raises: paper can say anything."""
    now = _guide(kind, code, data, today())
    printed_on = _day(day)
    if printed_on is None or printed_on > today():
        return Sheet(Standing.UNKNOWN, None, now)
    if now and mark_of(now) == mark:
        return Sheet(Standing.CURRENT, printed_on, now)
    then = _guide(kind, code, data, printed_on)
    known = then is not None and mark_of(then) == mark
    return Sheet(Standing.OUTDATED if known else Standing.UNKNOWN, printed_on, now)


def _guide(kind: str, code: str, data: QueryDict, on: date) -> Guide | None:
    try:
        return guide_for(kind, code, data, on)
    except NotFound:
        return None


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, DAY).date()
    except ValueError:
        return None


def blank_form(guide: Guide) -> list[dict[str, Any]]:
    """The form of an errand in its situation, group by group, each element once, nothing filled in."""
    asked = {row.element: row for row in guide.composition.fields}
    elements = guide.composition.errand.sources.elements
    groups: dict[str, dict[str, Any]] = {}
    for book in guide.handbooks:
        for group in book["form"]:
            place = groups.setdefault(group["id"], {"title": pick(group["name"]), "fields": []})
            place["fields"] += [
                _box(asked.pop(code), elements[code]) for code in _codes(group) if code in asked
            ]
    return [group for group in groups.values() if group["fields"]]


def _codes(group: Mapping[str, Any]) -> list[str]:
    return [field["element"] for field in group["fields"]]


def _box(row: Any, element: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": pick(element["name"]), "required": row.required, "known": row.prefilled}
