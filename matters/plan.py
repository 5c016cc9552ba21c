"""The plan of a case: what was agreed at acceptance, frozen as plain JSON.

```
{
  "errand": code of the one-thing or matter, "version": its version,
  "joint_workdays": 45 where art. 42(2) of the Administrative Licensing Law applies, else null,
  "tasks": [{
      "matter", "name" {zh, en}, "handbook_id", "version", "department" code, "department_id",
      "required": whether the errand always includes it,
      "handling_type", "type",
      "promised_limit" {value, unit}, "statutory_limit" {value, unit, basis} or null,
      "chief_may_decide", "tacit_approval",
      "special_procedures" [{name, code, max_workdays, stops_clock}],
      "conclusion_fields" [{element, required}],
      "fields": [element, ...] that its form shows in this situation,
      "delivered": [element, ...] of these that another conclusion brings,
      "materials": [{material, necessity, tolerance_workdays, source, data_item}],
      "result" {name, kind, e_certificate, validity, data_item, data_effect}, "delivery" [code]
  }],
  "edges": [{"from", "to", "gate", "payload" [{from_element, to_element}], "label", "data_item"}],
  "materials": [{material, source, needed_by, data_items}],
  "fields": [{element, required, prefilled, asked_by}],
  "joint_groups": [...] of the one-thing, "archive_departments": [code]
}
```

`edges` has blocking edges and feedback edges alike; `gate` tells them apart. Limits are those of
the handbooks, counted later on the real calendar.
"""

from typing import Any

from matters.composing import Composition
from matters.composing.composition import LICENCE
from matters.composing.parts import Record


def plan_of(composition: Composition) -> dict[str, Any]:
    """What a case pins at acceptance, in the form above; later versions of the catalogue do not touch it."""
    errand = composition.errand
    record = errand.record
    return {
        "errand": record["id"],
        "version": record.get("version") or errand.handbook(record["id"])["version"],
        "joint_workdays": _joint_workdays(composition),
        "tasks": [_task(matter, composition) for matter in composition.matters],
        "edges": [_edge(edge) for edge in errand.edges],
        "materials": [row.answer() for row in composition.materials],
        "fields": [row.answer() for row in composition.fields],
        "joint_groups": list(record.get("joint_groups", [])),
        "archive_departments": _archive_departments(composition),
    }


def _joint_workdays(composition: Composition) -> int | None:
    """The joint limit where two or more licences are decided together (O8)."""
    errand = composition.errand
    licences = sum(errand.handbook(matter)["type"] == LICENCE for matter in composition.matters)
    return int(errand.sources.rules["clock"]["joint_workdays"]) if licences >= 2 else None


def _task(matter: str, composition: Composition) -> dict[str, Any]:
    errand = composition.errand
    handbook, pin = errand.handbook(matter), errand.sources.pins[matter]
    line = next(line for line in errand.record["matters"] if line["matter"] == matter)
    own = [occurrence for occurrence in composition.occurrences if occurrence.matter == matter]
    copied = (
        "name",
        "version",
        "department",
        "handling_type",
        "type",
        "promised_limit",
        "statutory_limit",
        "tacit_approval",
        "special_procedures",
        "conclusion_fields",
        "result",
        "delivery",
    )
    return {
        **{key: handbook[key] for key in copied},
        "matter": matter,
        "handbook_id": pin.handbook_id,
        "department_id": pin.department_id,
        "required": line["role"] == "required",
        "chief_may_decide": handbook["chief_representative_may_decide"],
        "fields": list(dict.fromkeys(one.element for one in own)),
        "delivered": list(dict.fromkeys(one.element for one in own if one.sources)),
        "materials": [_line(line) for code, line in composition.lines if code == matter],
    }


def _line(line: Record) -> dict[str, Any]:
    keys = ("material", "necessity", "tolerance_workdays", "source", "data_item")
    return {key: line[key] for key in keys}


def _edge(edge: Record) -> dict[str, Any]:
    keys = ("from", "to", "gate", "payload", "label", "data_item")
    return {key: edge[key] for key in keys}


def _archive_departments(composition: Composition) -> list[str]:
    """Each department keeps its own file (A-015)."""
    errand = composition.errand
    return list(dict.fromkeys(errand.handbook(matter)["department"] for matter in composition.matters))
