"""O5: each fact asked once, and not at all when a conclusion brings it."""

from collections.abc import Sequence
from dataclasses import dataclass

from matters.composing.parts import DeliveredField, Errand, FieldRow
from matters.jsonlogic import holds


@dataclass(frozen=True)
class Occurrence:
    """A visible field of an included matter; `sources` are the matters whose conclusion brings it."""

    matter: str
    element: str
    required: bool
    sources: tuple[str, ...]


def occurrences_of(errand: Errand) -> list[Occurrence]:
    """Every visible field of every included matter, in the order of the files."""
    brought = _brought(errand)
    return [
        Occurrence(
            matter,
            entry["element"],
            entry["required"],
            brought.get((matter, entry["element"]), ()),
        )
        for matter in errand.matters
        for group in errand.handbook(matter)["form"]
        for entry in group["fields"]
        if holds(entry["visible_if"], errand.situation, errand.form)
    ]


def asked_fields(errand: Errand, occurrences: Sequence[Occurrence]) -> list[FieldRow]:
    """Elements with at least one occurrence that no conclusion delivers."""
    asked: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        if not occurrence.sources:
            asked.setdefault(occurrence.element, []).append(occurrence)
    return [_field_row(errand, element, found) for element, found in asked.items()]


def delivered_fields(errand: Errand, occurrences: Sequence[Occurrence]) -> list[DeliveredField]:
    """Elements whose every occurrence is delivered."""
    found: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        found.setdefault(occurrence.element, []).append(occurrence)
    order = [edge["from"] for edge in errand.blocking]
    return [
        DeliveredField(
            element,
            tuple(dict.fromkeys(one.matter for one in group)),
            tuple(dict.fromkeys(m for m in order if any(m in one.sources for one in group))),
        )
        for element, group in found.items()
        if all(one.sources for one in group)
    ]


def count_fields(
    occurrences: Sequence[Occurrence], asked: Sequence[FieldRow], delivered: Sequence[DeliveredField]
) -> dict[str, int]:
    """How many boxes the errand saves compared with filling in each department's form."""
    prefilled = sum(row.prefilled for row in asked)
    return {
        "one_by_one": len(occurrences),
        "asked_once": len(asked),
        "prefilled": prefilled,
        "typed": len(asked) - prefilled,
        "delivered_only": len(delivered),
    }


def _brought(errand: Errand) -> dict[tuple[str, str], tuple[str, ...]]:
    """(matter, element) -> the matters whose conclusion brings it along a blocking edge."""
    found: dict[tuple[str, str], list[str]] = {}
    for edge in errand.blocking:
        for fact in edge["payload"]:
            found.setdefault((edge["to"], fact["to_element"]), []).append(edge["from"])
    return {key: tuple(dict.fromkeys(sources)) for key, sources in found.items()}


def _field_row(errand: Errand, element: str, found: Sequence[Occurrence]) -> FieldRow:
    asked_by = tuple(dict.fromkeys(occurrence.matter for occurrence in found))
    return FieldRow(
        element,
        any(occurrence.required for occurrence in found),
        _is_prefilled(errand, element, asked_by),
        asked_by,
    )


def _is_prefilled(errand: Errand, element: str, asked_by: Sequence[str]) -> bool:
    """Shared data fills it, unless a matter that asks is about to create that very record."""
    prefill = errand.sources.elements[element]["prefill"]
    if prefill is None:
        return False
    results = [errand.handbook(matter)["result"] for matter in asked_by]
    return not any(
        result["data_effect"] == "creates" and result["data_item"] == prefill["data_item"]
        for result in results
    )
