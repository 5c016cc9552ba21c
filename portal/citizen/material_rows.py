"""The list of materials of an errand in three groups: to bring, shared, made from the form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department
from cases.rules import tolerance_days
from core.text import pick
from matters.composing import Composition
from matters.composing.parts import MaterialRow
from matters.jsonlogic import variables
from matters.models import DataItem, Law
from portal.citizen import words

APPLICANT, SHARED, FORM = "applicant", "shared_data", "form"
Row = dict[str, Any]


@dataclass(frozen=True)
class MaterialNames:
    """A composition with the names of departments, shared data and laws."""

    composition: Composition
    departments: Mapping[str, Department]
    items: Mapping[str, DataItem]
    laws: Mapping[str, Law]
    blank_form_url: str = ""

    def material(self, row: MaterialRow) -> Mapping[str, Any]:
        """The record of the material itself."""
        return self.composition.errand.sources.materials[row.material]

    def name(self, row: MaterialRow) -> str:
        return pick(self.material(row)["name"])

    def users(self, row: MaterialRow) -> str:
        """The departments that use this paper, each once."""
        codes = [self.composition.errand.handbook(matter)["department"] for matter in row.needed_by]
        return words.joined(self._short(code) for code in codes)

    def providers(self, row: MaterialRow) -> str:
        """The departments that have the data."""
        found = [self.items[code].provider for code in row.data_items if code in self.items]
        return words.joined(pick(provider.short_name) for provider in found)

    def issuer(self, row: MaterialRow) -> str:
        """Whoever issues the paper; empty where anybody may write it."""
        code = self.material(row)["issuer"]
        return self._short(code) if code else ""

    def _short(self, code: str) -> str:
        return pick(self.departments[code].short_name)

    def law(self, basis: Mapping[str, Any]) -> str:
        """A clause in words: law and article."""
        law = self.laws.get(basis["law"])
        return " ".join(part for part in (pick(law.name) if law else "", basis["article"] or "") if part)


def groups(names: MaterialNames) -> list[Row]:
    """The groups as the `materials` component takes them; empty ones are left out."""
    rows = names.composition.materials
    found: list[Row] = [
        {
            "title": _("You bring"),
            "items": [_to_bring(names, row) for row in rows if row.source == APPLICANT],
        },
        {
            "title": _("Departments share it: nothing to hand in"),
            "slim": True,
            "items": [_shared(names, row) for row in rows if row.source == SHARED],
        },
        {
            "title": _("Made from what you fill in"),
            "slim": True,
            "items": [_made(names, row) for row in rows if row.source == FORM],
        },
    ]
    return [group for group in found if group["items"]]


def _to_bring(names: MaterialNames, row: MaterialRow) -> Row:
    days = tolerance_days(row)
    users = names.users(row)
    shared_by_several = len(row.needed_by) > 1
    return {
        "name": names.name(row),
        "text": pieces(row) + (_later(days) if days else ""),
        "hint": _("%(departments)s use this one together") % {"departments": users}
        if shared_by_several
        else _("for %(department)s") % {"department": users},
        "marks": ["bring", "gap"] if days else ["bring"],
        **_reasons(names, row),
    }


def pieces(row: MaterialRow) -> str:
    """How many originals and copies, the most that any department asks for."""
    originals = max(line["originals"] for _matter, line in row.lines)
    copies = max(line["copies"] for _matter, line in row.lines)
    parts = []
    if originals:
        parts.append(ngettext("%(n)s original", "%(n)s originals", originals) % {"n": originals})
    if copies:
        parts.append(ngettext("%(n)s copy", "%(n)s copies", copies) % {"n": copies})
    return words.joined(parts) + _(".")


def _later(days: int) -> str:
    return " " + _("If you do not have it yet, hand it in within %(limit)s.") % {
        "limit": words.workdays(days)
    }


def _shared(names: MaterialNames, row: MaterialRow) -> Row:
    provider = names.providers(row)
    source = _("provided by %(department)s") % {"department": provider} if provider else ""
    return {"name": names.name(row), "source": source, "marks": ["shared"], **_reasons(names, row)}


def _made(names: MaterialNames, row: MaterialRow) -> Row:
    return {
        "name": names.name(row),
        "marks": ["form"],
        **_reasons(names, row),
        "sample_url": names.blank_form_url,
        "sample_words": _("See the blank form"),
    }


def _reasons(names: MaterialNames, row: MaterialRow) -> Row:
    """The reasons in full, and the two that paper has room for."""
    return {"why": why(names, row), "needed_for": needed_for(names, row), "clause": clauses(names, row)}


def needed_for(names: MaterialNames, row: MaterialRow) -> str:
    """The matters that ask for the paper."""
    handbook = names.composition.errand.handbook
    return words.joined(pick(handbook(matter)["name"]) for matter in row.needed_by)


def why(names: MaterialNames, row: MaterialRow) -> list[tuple[str, str]]:
    """Why a paper is asked for: which matters, which answers, whose paper, whose data, which clause."""
    data = words.joined(pick(names.items[code].name) for code in row.data_items if code in names.items)
    found = [
        (_("Needed for"), needed_for(names, row)),
        (_("Because"), words.joined(_answers(names.composition, row))),
        (_("Issued by"), names.issuer(row)),
        (_("Data that replace it"), data if row.source == SHARED else ""),
        (_("Clause"), clauses(names, row)),
    ]
    return [(label, value) for label, value in found if value]


def clauses(names: MaterialNames, row: MaterialRow) -> str:
    """The articles that let the departments ask for it (A-036), each once."""
    return words.joined(names.law(line["basis"]) for _matter, line in row.lines if line["basis"])


def _answers(composition: Composition, row: MaterialRow) -> Iterable[str]:
    """The reader's answers that brought the paper in."""
    questions = {question["id"]: question for question in composition.questions}
    for _matter, line in row.lines:
        for name in variables(line["needed_if"]):
            scope, _dot, key = name.partition(".")
            if scope == "situation" and key in questions:
                yield _chosen(questions[key], composition.errand.situation.get(key))


def _chosen(question: Mapping[str, Any], answer: Any) -> str:
    """A question with the reader's answer, as one phrase."""
    values = answer if isinstance(answer, list) else [answer]
    chosen = words.joined(pick(option) for option in question["options"] if option["value"] in values)
    return f"{pick(question['text'])} {chosen}"
