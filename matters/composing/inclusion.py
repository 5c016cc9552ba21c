"""O2 and O3: what is asked, who takes part, which matters and edges are in."""

from collections.abc import Iterable
from typing import Any

from matters.composing.parts import Errand, Record, Sources
from matters.jsonlogic import holds


def begin_errand(record: Record, sources: Sources, situation: Record, form: Record) -> Errand:
    """Apply the preset answers, then choose the matters and drop every edge with an end left out."""
    presets = {preset["question"]: preset["value"] for preset in record["preset_answers"]}
    answers = {**situation, **presets}
    chosen = tuple(
        dict.fromkeys(
            line["matter"] for line in record["matters"] if holds(line["included_if"], answers, form)
        )
    )
    included = set(chosen)
    edges = tuple(edge for edge in record["edges"] if {edge["from"], edge["to"]} <= included)
    return Errand(record, sources, answers, form, chosen, edges)


def as_one_thing(matter: Record, materials: Iterable[Record]) -> dict[str, Any]:
    """A single matter seen as a one-thing of itself; its own application form is the combined one."""
    forms = [material["id"] for material in materials if material["kind"] == "application_form"]
    own = [line["material"] for line in matter["materials"] if line["material"] in forms]
    return {
        "id": matter["id"],
        "name": matter["name"],
        "parties": matter["parties"],
        "situations": [],
        "preset_answers": [],
        "matters": [{"matter": matter["id"], "role": "required", "included_if": None}],
        "edges": [],
        "combined_form": own[0] if own else None,
    }


def questions_of(errand: Errand) -> list[Record]:
    """Own questions, then those of the included matters, each id once, preset ones left out."""
    preset = {entry["question"] for entry in errand.record["preset_answers"]}
    found: dict[str, Record] = {}
    for record in [errand.record, *(errand.handbook(matter) for matter in errand.matters)]:
        for question in record["situations"]:
            found.setdefault(question["id"], question)
    return [question for code, question in found.items() if code not in preset]


def parties_of(errand: Errand) -> list[Record]:
    """Those of the one-thing who take part in this situation."""
    return [
        party
        for party in errand.record["parties"]
        if holds(party["needed_if"], errand.situation, errand.form)
    ]


def departments_of(errand: Errand) -> list[str]:
    """The departments that decide, each once."""
    return list(dict.fromkeys(errand.handbook(matter)["department"] for matter in errand.matters))
