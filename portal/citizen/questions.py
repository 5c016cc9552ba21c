"""One application's form as question groups: each element once, in the group where it is asked first."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.identity_elements import document_kinds
from cases.values import doubt
from core.identity_documents import KINDS as DOCUMENTS
from core.identity_documents import NONE_YET, shown_document, split
from core.text import pick
from matters.composing import Composition
from matters.composing.parts import FieldRow
from matters.jsonlogic import holds
from portal import formats

Answers = Mapping[str, Any]
KINDS = {
    "long_text": "textarea",
    "integer": "integer",
    "decimal": "decimal",
    "money_cny": "money",
    "area_m2": "decimal",
    "date": "date",
    "id_number": "id_number",
    "uscc": "id_number",
    "mobile": "tel",
    "email": "email",
}
MANY_OPTIONS = 6
FROM_A_RECORD = "系统带出"  # the catalogue's words above a value that a record brought


@dataclass(frozen=True)
class Group:
    """Questions that belong together: one page."""

    key: str
    name: str
    fields: tuple[FieldRow, ...]


def groups_of(composition: Composition) -> list[Group]:
    """The groups in the order of the forms; an element stands where it is asked first."""
    asked = {row.element: row for row in composition.fields}
    names: dict[str, str] = {}
    members: dict[str, list[FieldRow]] = {}
    errand = composition.errand
    for matter in composition.matters:
        for group in errand.handbook(matter)["form"]:
            for entry in group["fields"]:
                visible = holds(entry["visible_if"], errand.situation, errand.form)
                if visible and entry["element"] in asked:
                    names.setdefault(group["id"], pick(group["name"]))
                    members.setdefault(group["id"], []).append(asked.pop(entry["element"]))
    return [Group(key, names[key], tuple(rows)) for key, rows in members.items()]


def group_named(composition: Composition, key: str) -> Group | None:
    """The group with that key, or None."""
    return next((group for group in groups_of(composition) if group.key == key), None)


@dataclass(frozen=True)
class Voice:
    """Who speaks on these pages: the roles they have, and whether they may speak for the applicant.

    `stated` says which role alone states an element: asked for or not yet, it is theirs to fill in.
    """

    stated: Mapping[str, str]
    roles: frozenset[str]
    owner: bool
    sees_all: bool = False

    def may_state(self, element: str) -> bool:
        """Whether this reader fills the element in."""
        if self.sees_all:
            return True
        role = self.stated.get(element)
        return self.owner if role is None else role in self.roles


def own_groups(composition: Composition, voice: Voice) -> list[Group]:
    """The groups this reader fills in, each with just their elements."""
    found = []
    for group in groups_of(composition):
        own = tuple(row for row in group.fields if voice.may_state(row.element))
        if own:
            found.append(Group(group.key, group.name, own))
    return found


def state_of(group: Group, composition: Composition, answers: Answers) -> tuple[str, str]:
    """(done, doing or todo; what is left in words)."""
    elements = composition.errand.sources.elements
    given = [row for row in group.fields if answers.get(row.element) is not None]
    left = [row for row in group.fields if row.required and answers.get(row.element) is None]
    doubtful = [row for row in given if doubt(elements[row.element], answers[row.element])]
    if doubtful:
        return "doing", _("Please look again: %(name)s") % {
            "name": pick(elements[doubtful[0].element]["name"])
        }
    if left and given:
        return "doing", _("Still missing: %(name)s") % {"name": pick(elements[left[0].element]["name"])}
    return ("todo", "") if left else ("done", "")


def problems(group: Group, composition: Composition, answers: Answers, *, missing: bool) -> dict[str, str]:
    """element -> what to correct: doubtful values, and with `missing` what is required and not there."""
    elements = composition.errand.sources.elements
    found = {}
    for row in group.fields:
        value = answers.get(row.element)
        if value is None and row.required and missing:
            found[row.element] = _("This has to be filled in.")
        elif value is not None and (reason := doubt(elements[row.element], value)):
            found[row.element] = reason
    return found


def field_rows(
    group: Group,
    composition: Composition,
    answers: Answers,
    *,
    sources: Mapping[str, Mapping[str, Any]],
    providers: Mapping[str, str],
    errors: Mapping[str, str],
    typed: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """The fields of a group as its template prints them; `typed` wins over what was kept."""
    elements = composition.errand.sources.elements
    return [
        _field(row, elements[row.element], answers, sources, providers, errors, typed or {})
        for row in group.fields
    ]


def _field(
    row: FieldRow,
    element: Mapping[str, Any],
    answers: Answers,
    sources: Mapping[str, Mapping[str, Any]],
    providers: Mapping[str, str],
    errors: Mapping[str, str],
    typed: Mapping[str, Any],
) -> dict[str, Any]:
    name = row.element
    value = typed.get(name, as_typed(answers.get(name)))
    shape, options = _shape(element)
    return {
        "name": name,
        "label": pick(element["name"]),
        "kind": KINDS.get(element["type"], "select" if shape == "select" else "text"),
        "shape": "known" if name in sources else shape,
        "options": options,
        "value": value,
        "hint": _hint(element),
        "error": errors.get(name, ""),
        "required": row.required,
        "unit": unit_of(element),
        "below": _below(element, answers.get(name)),
        "document": _document(element, value),
        "warning": "",
        "known": _known(name, element, sources, providers, answers, typed) if name in sources else None,
    }


def _hint(element: Mapping[str, Any]) -> str:
    """The catalogue's help of a box to type in: what it says of a record that was found is not true there."""
    if FROM_A_RECORD in pick(element["help"], "zh"):
        return _("No record was found; please fill it in.")
    return pick(element["help"])


def _shape(element: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    if element["type"] == "boolean":
        return "choices", [("true", _("Yes")), ("false", _("No"))]
    options = [(option["value"], pick(option)) for option in element["options"]]
    if element["type"] != "choice":
        return "field", []
    if len(options) <= MANY_OPTIONS:
        return "choices", options
    return "select", [("", _("Please choose")), *options]


def _document(element: Mapping[str, Any], value: str) -> dict[str, Any] | None:
    """The kind of a document before its number; None for an element that holds no such number."""
    kinds = document_kinds(element)
    if not kinds:
        return None
    code, number = split(value)
    options = [(kind, DOCUMENTS[kind].name) for kind in kinds]
    return {"code": code, "number": number, "options": options, "none_yet": NONE_YET}


def unit_of(element: Mapping[str, Any]) -> str:
    """The unit behind a box (README of the catalogue: yuan, square metres)."""
    return {"money_cny": _("yuan"), "area_m2": _("m²")}.get(element["type"], "")


def _below(element: Mapping[str, Any], value: Any) -> str:
    """An amount also in capitals, as contracts have it."""
    is_amount = element["type"] == "money_cny" and isinstance(value, int | float) and 0 <= value < 10**13
    return formats.money_in_capitals(value) if is_amount else ""


def _known(
    name: str,
    element: Mapping[str, Any],
    sources: Mapping[str, Mapping[str, Any]],
    providers: Mapping[str, str],
    answers: Answers,
    typed: Mapping[str, Any],
) -> dict[str, Any]:
    source = sources[name]
    disputed = typed.get(f"{name}-known", source["stand"]) == "disputed"
    correction = typed.get(name, as_typed(answers.get(name))) if disputed else ""
    return {
        "value": shown(element, source["value"]),
        "source": providers.get(name, ""),
        "disputed": disputed,
        "correction": correction,
    }


def as_typed(value: Any) -> str:
    """A kept value as it stands in a box."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown(element: Mapping[str, Any], value: Any) -> str:
    """A kept value as one reads it: options and yes or no in words, numbers with their unit."""
    if value is None:
        return ""
    if element["type"] == "boolean" and isinstance(value, bool):
        return _("Yes") if value else _("No")
    if element["type"] == "choice":
        return next((pick(option) for option in element["options"] if option["value"] == value), str(value))
    if isinstance(value, str) and document_kinds(element):
        return shown_document(value)
    unit = unit_of(element)
    if unit and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,.2f} {unit}"
    return str(value)


def fingerprints(elements: Iterable[str], answers: Answers) -> str:
    """What a page was made from: `element:digest` pairs, so that a stale page is noticed field by field."""
    return ",".join(f"{name}:{_digest(answers.get(name))}" for name in elements)


def seen_elements(seen: str) -> set[str]:
    """The elements that a page showed, from its fingerprints."""
    return {pair.split(":", 1)[0] for pair in seen.split(",") if ":" in pair}


def overtaken(seen: str, answers: Answers, values: Answers) -> set[str]:
    """Elements that were changed elsewhere since the page was made, to another value than the one sent."""
    known = dict(pair.split(":", 1) for pair in seen.split(",") if ":" in pair)
    return {
        name
        for name, value in values.items()
        if name in known and known[name] != _digest(answers.get(name)) and answers.get(name) != value
    }


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def next_group(groups: Collection[Group], key: str) -> Group | None:
    """The group after this one."""
    keys = [group.key for group in groups]
    place = keys.index(key) + 1 if key in keys else len(keys)
    return list(groups)[place] if place < len(keys) else None
