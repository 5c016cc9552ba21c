"""What a notice, a question or a tolerated gap asks for, and nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Answer, Correction, Undertaking
from cases.states import AT_INTAKE, CaseState
from core.errors import DomainError
from core.text import pick
from matters.composing.parts import FieldRow
from portal.citizen import uploads, words
from portal.citizen.answers import known_sources
from portal.citizen.drafts import Application
from portal.citizen.questions import Group, field_rows

Gap = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """The open gaps in order: elements to state, materials to hand in, each with its reason and day."""

    fields: tuple[FieldRow, ...]
    materials: tuple[str, ...]
    reasons: Mapping[str, str]
    due: datetime | None
    owed: tuple[str, ...]
    askers: str = ""
    clock: str = ""

    @property
    def anything(self) -> bool:
        return bool(self.fields or self.materials)


def asked_of(mine: Application) -> Asked:
    """What is open for this case; two queries."""
    if mine.case.state not in (*AT_INTAKE, CaseState.IN_REVIEW):
        return Asked((), (), {}, None, ())
    notices = list(
        Correction.objects.filter(case=mine.case, answered_at__isnull=True)
        .select_related("asked_by_department")
        .order_by("id")
    )
    owed = list(Undertaking.objects.filter(case=mine.case, fulfilled_at__isnull=True))
    gaps = [gap for notice in notices for gap in notice.gaps]
    elements = dict.fromkeys(gap["element"] for gap in gaps if "element" in gap)
    materials = dict.fromkeys(gap["material"] for gap in gaps if "material" in gap)
    materials |= dict.fromkeys(row.material for row in owed)
    return Asked(
        fields=tuple(FieldRow(name, True, False, ()) for name in elements),
        materials=tuple(materials),
        reasons={_name(gap): gap["reason"] for gap in gaps},
        due=_due(notices, owed),
        owed=tuple(row.material for row in owed),
        askers=words.joined(_asker(notice) for notice in notices),
        clock=_clock(mine.case.state, bool(notices)),
    )


def _asker(notice: Correction) -> str:
    if notice.asked_by_department is None:
        return _("the window")
    return pick(notice.asked_by_department.short_name)


def _clock(state: str, asked: bool) -> str:
    """Whether time runs meanwhile: none before acceptance; a question stops none (licensing law art. 32)."""
    if state == CaseState.CORRECTING:
        return _(
            "While you correct, no time runs against you or the window; it starts afresh with your answer."
        )
    if asked:
        return _("The departments' time runs on meanwhile: the sooner you answer, the sooner it is done.")
    return _("The review goes on meanwhile.")


def _name(gap: Gap) -> str:
    return str(gap.get("element") or gap.get("material"))


def _due(notices: list[Correction], owed: list[Undertaking]) -> datetime | None:
    """The earliest day by which something has to be here."""
    days = [notice.due_at for notice in notices] + [row.due_at for row in owed]
    return min(days, default=None)


def fields_of(
    mine: Application, asked: Asked, errors: Mapping[str, str], typed: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The elements to correct, with what was asked in place of the ordinary hint."""
    group = Group("correction", "", asked.fields)
    names = [row.element for row in asked.fields]
    sources = {name: mine.draft.sources[name] for name in names if name in mine.draft.sources}
    rows = field_rows(
        group,
        mine.composition,
        mine.readable(),
        sources=sources,
        providers=known_sources(sources),
        errors=errors,
        typed=typed,
    )
    return [{**row, "hint": asked.reasons.get(row["name"], row["hint"])} for row in rows]


def sections_of(mine: Application, asked: Asked, errors: Mapping[str, str]) -> list[dict[str, Any]]:
    """The upload sections of the materials asked for."""
    return [
        uploads.section(
            mine, code, hint=asked.reasons.get(code, ""), error=errors.get(code, ""), removable=True
        )
        for code in asked.materials
    ]


def unchanged(mine: Application, asked: Asked, given: Mapping[str, Any], insisted: str) -> list[str]:
    """The elements that come back as they were submitted and were not yet asked about (`insisted`)."""
    names = [row.element for row in asked.fields if row.element in given]
    stated = Answer.objects.filter(case=mine.case, element__in=names)
    before = dict(stated.values_list("element", "value"))
    again = set(insisted.split(","))
    return [name for name in names if name not in again and name in before and before[name] == given[name]]


def errors_of(mine: Application, error: DomainError) -> list[tuple[str, str]]:
    """(element or material, what is wrong) of everything that has not come."""
    here = {row.material for row in mine.materials}
    found = [(_name(item), _not_replaced(item, here)) for item in error.errors]
    return found or [("", str(error.detail or error.title))]


def _not_replaced(item: Gap, here: Collection[str]) -> str:
    """A file that lies there was handed in before it was asked for again: another one is wanted."""
    if item.get("material") in here:
        return _("This one has not been replaced yet.")
    return str(item["reason"])


def summary_row(mine: Application, name: str, text: str) -> dict[str, str]:
    """One line of the error summary, in words."""
    sources = mine.composition.errand.sources
    if name in sources.materials:
        return {"message": f"{pick(sources.materials[name]['name'])}: {text}", "target": f"up-{name}"}
    if name in sources.elements:
        return {"message": f"{pick(sources.elements[name]['name'])}: {text}", "name": name}
    return {"message": text, "target": "correction"}
