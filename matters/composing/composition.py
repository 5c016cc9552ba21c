"""The whole of what an errand needs, out of the records of the catalogue. Pure: no query, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matters.composing.durations import promised_minutes, statutory_minutes, workdays
from matters.composing.fields import (
    Occurrence,
    asked_fields,
    count_fields,
    delivered_fields,
    occurrences_of,
)
from matters.composing.inclusion import departments_of, parties_of, questions_of
from matters.composing.materials import Line, count_materials, merge_materials, needed_lines
from matters.composing.parts import DeliveredField, Errand, FieldRow, MaterialRow, Record, Slot
from matters.composing.schedule import critical_path, levels, longest, plan_slots

LICENCE = "01"


@dataclass(frozen=True)
class Composition:
    """One errand in one situation: whom it concerns, what is asked, who decides, how long it takes."""

    errand: Errand
    questions: Sequence[Record]
    parties: Sequence[Record]
    lines: Sequence[Line]
    materials: Sequence[MaterialRow]
    occurrences: Sequence[Occurrence]
    fields: Sequence[FieldRow]
    delivered: Sequence[DeliveredField]
    durations: Mapping[str, int]
    slots: Mapping[str, Slot]

    @property
    def matters(self) -> tuple[str, ...]:
        """Codes of the included matters."""
        return self.errand.matters

    def answer(self) -> dict[str, Any]:
        """Exactly the keys and figures of the oracle (rules O2 to O8)."""
        return {
            "questions": [question["id"] for question in self.questions],
            "matters": list(self.matters),
            "departments": departments_of(self.errand),
            "materials": [row.answer() for row in self.materials],
            "material_counts": count_materials(self.lines, self.materials),
            "fields": [row.answer() for row in self.fields],
            "delivered_fields": [row.answer() for row in self.delivered],
            "field_counts": count_fields(self.occurrences, self.fields, self.delivered),
            **self._times(),
        }

    def _times(self) -> dict[str, Any]:
        errand = self.errand
        starts = [edge for edge in errand.blocking if edge["gate"] == "before_start"]
        return {
            "decision_levels": levels(errand.matters, errand.blocking),
            "start_levels": levels(errand.matters, starts),
            "schedule": [vars(slot).copy() for slot in self.slots.values()],
            "critical_path": critical_path(self.slots, errand.blocking, self.durations),
            "earliest_finish": _span(longest(self.slots), errand),
            "in_series": _span(sum(self.durations.values()), errand),
            "statutory": statutory_of(errand),
        }


def compose_errand(errand: Errand) -> Composition:
    """Apply O2 to O7. Raises CyclicEdges for a record that the linter would refuse."""
    lines = needed_lines(errand)
    occurrences = occurrences_of(errand)
    rules = errand.sources.rules
    durations = {matter: promised_minutes(errand.handbook(matter), rules) for matter in errand.matters}
    return Composition(
        errand=errand,
        questions=questions_of(errand),
        parties=parties_of(errand),
        lines=lines,
        materials=merge_materials(errand, lines),
        occurrences=occurrences,
        fields=asked_fields(errand, occurrences),
        delivered=delivered_fields(errand, occurrences),
        durations=durations,
        slots=plan_slots(errand.matters, errand.blocking, durations),
    )


def statutory_of(errand: Errand) -> dict[str, Any]:
    """O8: the longest the law allows, with the joint limit of Administrative Licensing Law art. 42(2)."""
    rules = errand.sources.rules
    limits = {matter: statutory_minutes(errand.handbook(matter), rules) for matter in errand.matters}
    path = workdays(longest(plan_slots(errand.matters, errand.blocking, limits)), rules)
    licences = sum(errand.handbook(matter)["type"] == LICENCE for matter in errand.matters)
    joint = licences >= 2
    return {
        "path_workdays": path,
        "joint_limit_applies": joint,
        "deadline_workdays": min(path, rules["clock"]["joint_workdays"]) if joint else path,
    }


def _span(minutes: int, errand: Errand) -> dict[str, int]:
    return {"minutes": minutes, "workdays": workdays(minutes, errand.sources.rules)}
