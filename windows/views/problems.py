"""What was wrong with a form, in names instead of codes, each line leading to its place on the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.text import pick
from matters.composing import Composition

FIELD = "f-f-"  # the form of a walk-in names its boxes f-<element>, and a box's id puts another f- before


def lines_of(
    error: DomainError | None, composition: Composition, *, element_at: str = FIELD
) -> list[dict[str, str]]:
    """Rows for {% error_summary %}; `element_at` begins the id of an element's place."""
    if error is None:
        return []
    return [_line(error, entry, composition, element_at) for entry in error.errors or [{}]]


def _line(
    error: DomainError, entry: Mapping[str, Any], composition: Composition, element_at: str
) -> dict[str, str]:
    what, target = _place(entry, composition, element_at)
    words = str(entry.get("reason") or error.detail or error.title)
    message = _("%(name)s: %(words)s") % {"name": what, "words": words} if what else words
    return {"name": target, "message": message, "target": target}


def _place(entry: Mapping[str, Any], composition: Composition, element_at: str) -> tuple[str, str]:
    """The name of what an error is about, and the id of its place."""
    sources = composition.errand.sources
    if entry.get("element") in sources.elements:
        return pick(sources.elements[entry["element"]]["name"]), f"{element_at}{entry['element']}"
    if entry.get("material") in sources.materials:
        return pick(sources.materials[entry["material"]]["name"]), f"m-{entry['material']}"
    if "party" in entry:
        roles = {party["role"]: pick(party["name"]) for party in composition.errand.record["parties"]}
        return roles.get(entry["party"], ""), f"p-{entry['party']}"
    if "question" in entry:
        texts = {question["id"]: pick(question["text"]) for question in composition.questions}
        return texts.get(entry["question"], ""), f"f-situation-{entry['question']}"
    if "field" in entry:
        return _name_of_field(entry["field"]), f"f-{entry['field']}"
    return "", "main"


def _name_of_field(name: str) -> str:
    """What the window's own boxes are called; empty for others."""
    names = {
        "reason": _("Reason and law"),
        "remedy": _("What the applicant may do"),
        "advice": _("Your advice"),
    }
    return names.get(name, "")
