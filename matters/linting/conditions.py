"""Conditions and the questions they use.

LOGIC_UNKNOWN_QUESTION, LOGIC_UNKNOWN_ELEMENT, LOGIC_BAD_OPTION, QUESTION_MISMATCH, UNUSED_QUESTION.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from matters.jsonlogic import arguments_of, variables
from matters.linting.catalogue import Catalogue, Entry, Record
from matters.linting.findings import Finding

Steps = tuple[object, ...]
Condition = tuple[Any, Steps]


@dataclass(frozen=True)
class Scope:
    """What the conditions of one record may refer to: questions with their options, elements with theirs."""

    questions: Mapping[str, frozenset[str]]
    elements: Mapping[str, frozenset[str] | None]


def check_conditions(catalogue: Catalogue) -> Iterator[Finding]:
    """All findings of this file."""
    yield from _same_wording(catalogue)
    for entry in catalogue.handbooks():
        scope = _scope(catalogue, entry)
        conditions = list(_conditions(entry))
        for condition, steps in conditions:
            for code, reason in _faults(condition, scope):
                yield entry.finding(code, reason, *steps)
        yield from _unused(catalogue, entry, conditions)
    for entry in catalogue.of("one_things"):
        yield from _presets(catalogue, entry)


def _scope(catalogue: Catalogue, entry: Entry) -> Scope:
    owners = [entry.record] if entry.kind == "matters" else _matters(catalogue, entry)
    codes = {field["element"] for owner in owners for group in owner["form"] for field in group["fields"]}
    elements = catalogue.records("elements")
    return Scope(
        {question["id"]: _values(question) for question in entry.record["situations"]},
        {code: _choices(elements.get(code)) for code in codes},
    )


def _conditions(entry: Entry) -> Iterator[Condition]:
    record = entry.record
    for place, party in enumerate(record["parties"]):
        yield party["needed_if"], ("parties", place, "needed_if")
    if entry.kind == "one_things":
        for place, line in enumerate(record["matters"]):
            yield line["included_if"], ("matters", place, "included_if")
        return
    for place, line in enumerate(record["materials"]):
        yield line["needed_if"], ("materials", place, "needed_if")
    for place, group in enumerate(record["form"]):
        for at, field in enumerate(group["fields"]):
            yield field["visible_if"], ("form", place, "fields", at, "visible_if")


def _faults(condition: Any, scope: Scope) -> Iterator[tuple[str, str]]:
    for name in variables(condition):
        where, _dot, key = name.partition(".")
        if where == "form" and key not in scope.elements:
            reason = _("“%(name)s” is not in the form.") % {"name": name}
            yield "LOGIC_UNKNOWN_ELEMENT", reason
        elif where != "form" and (where != "situation" or key not in scope.questions):
            reason = _("“%(name)s” is not one of the questions.") % {"name": name}
            yield "LOGIC_UNKNOWN_QUESTION", reason
    for name, value in _comparisons(condition):
        where, _dot, key = name.partition(".")
        options = scope.questions.get(key) if where == "situation" else scope.elements.get(key)
        if options is not None and value not in options:
            reason = _("“%(value)s” is not an answer to “%(name)s”.") % {"value": value, "name": name}
            yield "LOGIC_BAD_OPTION", reason


def _comparisons(logic: Any) -> Iterator[tuple[str, str]]:
    """(variable, text it is compared with) everywhere in an expression."""
    if isinstance(logic, list):
        for item in logic:
            yield from _comparisons(item)
    elif isinstance(logic, dict):
        for operator, arguments in logic.items():
            sides = arguments_of(arguments)
            if operator in ("==", "!=", "in") and len(sides) == 2:
                yield from _pairs(*sides)
                yield from _pairs(*reversed(sides))
            if operator != "var":
                yield from _comparisons(sides)


def _pairs(variable: Any, literal: Any) -> Iterator[tuple[str, str]]:
    if not (isinstance(variable, dict) and variable.keys() == {"var"}):
        return
    names = arguments_of(variable["var"])
    for value in arguments_of(literal):
        if isinstance(value, str) and names and isinstance(names[0], str):
            yield names[0], value


def _same_wording(catalogue: Catalogue) -> Iterator[Finding]:
    """A question is asked once, so the same id has the same words everywhere."""
    first: dict[str, tuple[Record, Entry]] = {}
    for entry in catalogue.handbooks():
        for place, question in enumerate(entry.record["situations"]):
            known, owner = first.setdefault(question["id"], (question, entry))
            if known != question:
                reason = _("The question “%(id)s” is worded otherwise in %(owner)s.")
                detail = reason % {"id": question["id"], "owner": owner.id}
                yield entry.finding("QUESTION_MISMATCH", detail, "situations", place)


def _unused(catalogue: Catalogue, entry: Entry, conditions: list[Condition]) -> Iterator[Finding]:
    """A question of a one-thing may also serve its matters, which ask the same one."""
    used = {name for condition, _steps in conditions for name in variables(condition)}
    shared = {q["id"] for matter in _matters(catalogue, entry) for q in matter["situations"]}
    for place, question in enumerate(entry.record["situations"]):
        if f"situation.{question['id']}" not in used and question["id"] not in shared:
            reason = _("No condition uses the question “%(id)s”.") % {"id": question["id"]}
            yield entry.finding("UNUSED_QUESTION", reason, "situations", place)


def _presets(catalogue: Catalogue, entry: Entry) -> Iterator[Finding]:
    """Preset answers answer questions of the matters, with answers these questions have."""
    asked = {q["id"]: q for matter in _matters(catalogue, entry) for q in matter["situations"]}
    for place, preset in enumerate(entry.record["preset_answers"]):
        question = asked.get(preset["question"])
        if question is None:
            reason = _("No matter asks “%(id)s”.") % {"id": preset["question"]}
            yield entry.finding("LOGIC_UNKNOWN_QUESTION", reason, "preset_answers", place, "question")
            continue
        given = preset["value"]
        multiple = isinstance(given, list)
        if multiple != question["multiple"] or not _values(question).issuperset(arguments_of(given)):
            reason = _("This is not an answer to “%(id)s”.") % {"id": preset["question"]}
            yield entry.finding("LOGIC_BAD_OPTION", reason, "preset_answers", place, "value")


def _matters(catalogue: Catalogue, entry: Entry) -> list[Record]:
    """The matters of a one-thing that the catalogue holds; none for a matter."""
    if entry.kind != "one_things":
        return []
    known = catalogue.records("matters")
    return [known[line["matter"]] for line in entry.record["matters"] if line["matter"] in known]


def _values(question: Record) -> frozenset[str]:
    return frozenset(option["value"] for option in question["options"])


def _choices(element: Record | None) -> frozenset[str] | None:
    """The options of a choice; None where any value is possible."""
    if element is None or element["type"] != "choice":
        return None
    return frozenset(option["value"] for option in element["options"])
