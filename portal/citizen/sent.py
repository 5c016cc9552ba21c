"""What a form brought for a group of elements: read once, the same for a whole page and for one field."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from cases.identity_elements import document_kinds
from cases.values import fit_to_type
from core.errors import BadInput
from core.identity_documents import RESIDENT_ID, join, split
from portal.citizen.drafts import Application
from portal.citizen.questions import Group, overtaken

STAND, KIND = "-known", "-kind"  # what stands behind an element's name in the names of its other controls
MOST_UNANSWERED = 100


@dataclass
class Sent:
    """Values that fit their kind, everything as typed, and what can't be kept."""

    values: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read(data: Mapping[str, Any], mine: Application, group: Group) -> Sent:
    """Only what the form holds: a page that sends one field changes one field."""
    sent = Sent()
    elements = mine.composition.errand.sources.elements
    for row in group.fields:
        name = row.element
        stand = data.get(f"{name}{STAND}")
        if stand == "confirmed" and name in mine.draft.sources:
            sent.values[name] = mine.draft.sources[name]["value"]
            continue
        text = _typed(data, elements[name], mine.draft.answers.get(name))
        if text is None:
            continue
        sent.typed[name] = text
        if stand:
            sent.typed[f"{name}{STAND}"] = stand
        try:
            sent.values[name] = fit_to_type(elements[name], text)
        except BadInput as error:
            sent.errors[name] = str(error.detail)
    return sent


def _typed(data: Mapping[str, Any], element: Mapping[str, Any], kept: Any) -> str | None:
    """What was typed for an element, None where the form says nothing of it.

    The kind of a document and its number are two controls of one answer; the one that was not sent
    stays as it is kept.
    """
    name = element["id"]
    chosen, number = data.get(f"{name}{KIND}"), data.get(name)
    if not document_kinds(element) or (chosen is None and number is None):
        return number
    kind, kept_number = split(str(kept or ""))
    typed_kind, _number = split(number or "")
    if number is not None and typed_kind != RESIDENT_ID:
        return number  # the kind stands in the box, before the number
    return join(chosen or kind, kept_number if number is None else number)


def stale_elements(
    mine: Application, group: Group, sent: Sent, seen: str, unanswered: Iterable[tuple[str, str]]
) -> set[str]:
    """Elements that somebody else changed since the page was made from `seen`.

    `unanswered` are values that this page sent before and heard nothing of: where one of them stands
    there now, it had arrived, and nobody else was here.
    """
    answers = mine.draft.answers
    stale = overtaken(seen, answers, sent.values)
    for name, value in unanswered if stale else ():
        own = read({name: value}, mine, group).values
        stale -= {element for element, kept in own.items() if answers.get(element) == kept}
    return stale


def unanswered_of(raw: Any) -> list[tuple[str, str]]:
    """The (field, value) pairs of a request, as a list or as its JSON; nothing for anything else."""
    try:
        pairs = json.loads(raw) if isinstance(raw, str) else raw
    except ValueError:
        return []
    if not isinstance(pairs, list):
        return []
    found = [tuple(pair) for pair in pairs[:MOST_UNANSWERED] if isinstance(pair, list) and len(pair) == 2]
    return [(name, value) for name, value in found if isinstance(name, str) and isinstance(value, str)]


def one_field(name: str, value: str) -> QueryDict:
    """A single field as a form would send it."""
    data = QueryDict(mutable=True)
    data[name] = value
    return data
