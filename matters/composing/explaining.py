"""Why something is in the list, and what its codes are called. Read by pages and the API."""

from typing import Any

from matters.composing.composition import Composition
from matters.composing.parts import Record, Text
from matters.jsonlogic import variables


def labels_of(composition: Composition) -> dict[str, Text]:
    """id -> {"zh", "en"} of everything the answer names."""
    errand, sources = composition.errand, composition.errand.sources
    named = {code: errand.handbook(code)["name"] for code in errand.matters}
    named |= {row.material: sources.materials[row.material]["name"] for row in composition.materials}
    elements = [row.element for row in composition.fields]
    elements += [row.element for row in composition.delivered]
    named |= {code: sources.elements[code]["name"] for code in elements}
    named |= {question["id"]: question["text"] for question in composition.questions}
    return {**sources.names, **named}


def reasons_of(composition: Composition) -> dict[str, Any]:
    """Why each matter is included and each material is needed: the law, and the answers that led there."""
    lines = {line["matter"]: line for line in composition.errand.record["matters"]}
    return {
        "matters": {
            code: {
                "role": lines[code]["role"],
                "because": _because(lines[code]["included_if"], composition),
            }
            for code in composition.matters
        },
        "materials": {
            row.material: [_line_reason(matter, line, composition) for matter, line in row.lines]
            for row in composition.materials
        },
    }


def _line_reason(matter: str, line: Record, composition: Composition) -> dict[str, Any]:
    return {
        "matter": matter,
        "necessity": line["necessity"],
        "basis": line["basis"],
        "because": _because(line["needed_if"], composition),
    }


def _because(condition: Any, composition: Composition) -> list[dict[str, Any]]:
    """The answers and values that a condition looked at."""
    errand = composition.errand
    scopes = {"situation": errand.situation, "form": errand.form}
    found = []
    for name in variables(condition):
        scope, _, key = name.partition(".")
        found.append({"var": name, "value": scopes.get(scope, {}).get(key)})
    return found
