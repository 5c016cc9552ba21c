"""The rules of one case: what is missing, what may follow later, what can't be submitted yet. All pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.values import doubt
from matters.composing import Composition
from matters.composing.parts import MaterialRow

Gap = dict[str, Any]
PRIVATE = frozenset({"personal", "sensitive_personal"})
GIVEN_AT = "given_at"  # on a gap: when its element was given or confirmed anew, RFC 3339
MAY_FOLLOW = "3"  # necessity: may follow later (容缺后补)


@dataclass(frozen=True)
class PartyView:
    """What the rules need to know of one party of a case."""

    role: str
    present: bool
    confirmed: bool
    signs: bool
    states: tuple[str, ...]
    name: Mapping[str, str]
    joint_with: str = ""

    @property
    def sheet(self) -> str:
        """The role whose statements this party signs: its own, or that of the one it applies with."""
        return self.joint_with or self.role


def unanswered(composition: Composition, situation: Mapping[str, Any]) -> list[Gap]:
    """Situation questions without an answer, or with one that is no option."""
    gaps = []
    for question in composition.questions:
        given = situation.get(question["id"])
        values = given if isinstance(given, list) else [given]
        options = {option["value"] for option in question["options"]}
        if given is None or not all(value in options for value in values):
            gaps.append({"question": question["id"], "reason": _("This question needs an answer.")})
        elif isinstance(given, list) != question["multiple"]:
            gaps.append({"question": question["id"], "reason": _("Choose one of the options offered.")})
    return gaps


def unstated(composition: Composition, answers: Mapping[str, Any]) -> list[Gap]:
    """Required elements without a value, and every value that does not fit its element."""
    elements = composition.errand.sources.elements
    gaps = []
    for row in composition.fields:
        value = answers.get(row.element)
        if value is None:
            if row.required:
                gaps.append({"element": row.element, "reason": _("This has to be filled in.")})
        elif reason := doubt(elements[row.element], value):
            gaps.append({"element": row.element, "reason": reason})
    return gaps


def doubts(elements: Mapping[str, Mapping[str, Any]], answers: Mapping[str, Any]) -> list[Gap]:
    """Every kept value that does not fit its element: shown beside it, never in the way."""
    return [
        {"element": name, "reason": reason}
        for name, value in answers.items()
        if name in elements and value is not None and (reason := doubt(elements[name], value))
    ]


def missing_materials(composition: Composition, handed_in: Collection[str]) -> list[MaterialRow]:
    """Materials the applicant has to bring and has not; shared data and conclusions don't count."""
    return [
        row for row in composition.materials if row.source == "applicant" and row.material not in handed_in
    ]


def tolerance_days(row: MaterialRow) -> int:
    """Working days for which a missing material is tolerated; 0 when any matter needs it at once (A-030)."""
    asked_of_applicant = [line for _matter, line in row.lines if line["data_item"] is None]
    if any(line["necessity"] != MAY_FOLLOW for line in asked_of_applicant):
        return 0
    return min((line["tolerance_workdays"] for line in asked_of_applicant), default=0)


def may_follow(composition: Composition, handed_in: Collection[str]) -> dict[str, int]:
    """Materials that are not here and may come later -> the working days they may take (A-030)."""
    rows = missing_materials(composition, handed_in)
    return {row.material: days for row in rows if (days := tolerance_days(row))}


def unsigned(parties: Iterable[PartyView], submitter: Collection[str]) -> list[Gap]:
    """Parties who sign and have not, the submitter's own roles aside: submitting confirms those."""
    return [
        {"party": party.role, "reason": _("This party has to confirm and sign first.")}
        for party in parties
        if party.signs and not party.confirmed and party.role not in submitter
    ]


def absent(composition: Composition, present: Collection[str]) -> list[Gap]:
    """Roles that this situation needs and nobody fills."""
    return [
        {"party": party["role"], "reason": _("This party has to be named.")}
        for party in composition.parties
        if party["signs"] and party["role"] not in present
    ]


def missing(
    composition: Composition,
    *,
    situation: Mapping[str, Any],
    answers: Mapping[str, Any],
    handed_in: Collection[str],
    parties: Iterable[PartyView],
    submitter: Collection[str],
) -> list[Gap]:
    """Everything that stands between a draft and its submission, at once (licensing law art. 32)."""
    needed = {party["role"] for party in composition.parties}
    known = [party for party in parties if party.sheet in needed]
    return [
        *unanswered(composition, situation),
        *of_others(unstated(composition, answers), composition, submitter),
        *material_gaps(composition, handed_in),
        *absent(composition, {party.role for party in known if party.present}),
        *unsigned(known, submitter),
    ]


def of_others(gaps: list[Gap], composition: Composition, submitter: Collection[str]) -> list[Gap]:
    """The gaps, each that another party alone can close under that party's role."""
    whose = {
        element: party["role"]
        for party in composition.parties
        if party["role"] not in submitter
        for element in party["states"]
    }
    return [
        {**gap, "party": whose[gap["element"]], "reason": _("This party has to state it.")}
        if gap["element"] in whose
        else gap
        for gap in gaps
    ]


def material_gaps(
    composition: Composition, handed_in: Collection[str], owed: Collection[str] = ()
) -> list[Gap]:
    """Missing materials that can't wait; `owed` are those an undertaking covers."""
    return [
        {"material": row.material, "reason": _("This material has not been handed in.")}
        for row in missing_materials(composition, handed_in)
        if row.material not in owed and not tolerance_days(row)
    ]


def source_of(known: Mapping[str, Any] | None) -> dict[str, Any]:
    """Where a stated value comes from, and what the shared record says of it when they disagree.

    `known`: the draft's entry for the element. What is disputed is the applicant's word (B.2 art. 7).
    """
    disputed = known is not None and known["stand"] == "disputed"
    return {
        "source": known["item"] if known and not disputed else "applicant",
        "provider": known["provider"] if known else "",
        "disputed_value": known["value"] if known and disputed else None,
    }


def answered_gaps(gaps: Iterable[Gap], answers: Mapping[str, Any], handed_in: Collection[str]) -> list[Gap]:
    """The gaps of a notice that are still open: what was not given, or handed in, since it was sent."""
    return [
        gap
        for gap in gaps
        if ("material" in gap and gap["material"] not in handed_in)
        or ("element" in gap and (GIVEN_AT not in gap or answers.get(gap["element"]) is None))
    ]
