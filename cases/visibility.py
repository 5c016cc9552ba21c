"""Who may read which answers, files, questions and events of a case: the one rule. Pure.

A party reads what it states itself, and what is common: shared facts, and what the parties of a
matter agree on, such as the price of a house. What identifies a person is never common; who applies
together with another reads that person's data in part. A department
reads what its own matters ask for; the hall everything of its cases; whoever only watches, nothing
private (reliability page, A and V).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.rules import PRIVATE, Gap, PartyView
from matters.composing import Composition
from matters.jsonlogic import holds

# A group of questions that holds one of these is about a person, not about the deal.
IDENTIFYING_TYPES = frozenset({"person_name", "id_number", "mobile", "email", "bank_account"})
# How the catalogue tells a child's data: a newborn's own elements, and what stands beside the consent.
CHILDS, GUARDIAN, SENSITIVE = "child_", "guardian_consent", "sensitive_personal"
Elements = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Eyes:
    """In which capacities somebody looks at a case.

    `roles`: where they take part; `sheets`: the roles whose statements they sign; `owner`: they speak
    for the applicant; `matters`: what their department decides; `accepts`: they serve the hall that
    has the case; `official`: they look in a post.
    """

    roles: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()
    owner: bool = False
    official: bool = False
    department: bool = False
    accepts: bool = False
    matters: frozenset[str] = frozenset()


def is_private(elements: Elements, name: str) -> bool:
    """Whether an element is about a person; an element nobody knows counts as one that is."""
    return elements.get(name, {"sensitivity": "personal"})["sensitivity"] in PRIVATE


def stated_by(element: str, parties: Iterable[PartyView], owner: str) -> str:
    """The role that states an element: the party that alone may, else the case's first role."""
    for party in parties:
        if element in party.states:
            return party.role
    return owner


def visible_answers(
    eyes: Eyes, answers: Mapping[str, Any], composition: Composition, parties: Collection[PartyView]
) -> dict[str, Any]:
    """The answers that these eyes may read; masking comes after."""
    elements = composition.errand.sources.elements
    if not eyes.official:
        readable = readable_elements(eyes, answers, composition, parties)
        return {name: value for name, value in answers.items() if name in readable}
    if eyes.department:
        asked = {one.element for one in composition.occurrences if one.matter in eyes.matters}
        return {name: value for name, value in answers.items() if name in asked}
    if eyes.accepts:
        return dict(answers)
    return {name: value for name, value in answers.items() if not is_private(elements, name)}


def readable_elements(
    eyes: Eyes, names: Iterable[str], composition: Composition, parties: Collection[PartyView]
) -> set[str]:
    """Those of the elements that a party may read: its own, those it signs, and what is common."""
    elements = composition.errand.sources.elements
    owner = next((party.role for party in parties), "")
    common = common_elements(composition, eyes.sheets)
    return {
        name
        for name in names
        if not is_private(elements, name) or stated_by(name, parties, owner) in eyes.sheets or name in common
    }


def common_elements(composition: Composition, roles: Collection[str]) -> set[str]:
    """What the parties of a matter agree on: its questions about the thing, not about a person.

    Such a group belongs to a matter in whose handbook one of these roles takes part beside another,
    asks nothing that identifies somebody, and holds a fact that is public anyway. What is sensitive,
    or for one party alone to state, is never common.
    """
    errand = composition.errand
    alone = {element for party in errand.record["parties"] for element in party["states"]}
    found: set[str] = set()
    for matter in composition.matters:
        book = errand.handbook(matter)
        present = {party["role"] for party in book["parties"]}
        if len(present) > 1 and present & set(roles):
            for group in book["form"]:
                found |= _deal(group, errand.sources.elements)
    return found - alone


def _deal(group: Mapping[str, Any], elements: Elements) -> set[str]:
    names = [field["element"] for field in group["fields"]]
    if any(elements[name]["type"] in IDENTIFYING_TYPES for name in names):
        return set()
    if all(is_private(elements, name) for name in names):
        return set()
    return {name for name in names if elements[name]["sensitivity"] != "sensitive_personal"}


def anothers_elements(
    eyes: Eyes, names: Iterable[str], composition: Composition, parties: Collection[PartyView]
) -> set[str]:
    """What of these a joint applicant reads only in part: data of the person with whom they apply.

    The errand's own facts, what is common and a child's data they read in full, since they sign them
    (decision 0013). Pure.
    """
    signed_for = eyes.sheets - eyes.roles
    if eyes.official or eyes.owner or not signed_for:
        return set()
    elements = composition.errand.sources.elements
    owner = next((party.role for party in parties), "")
    about = _about_a_person(composition) - childs_elements(composition)
    about -= common_elements(composition, eyes.sheets)
    return {
        name
        for name in names
        if name in about and is_private(elements, name) and stated_by(name, parties, owner) in signed_for
    }


def childs_elements(composition: Composition) -> set[str]:
    """A child's data: a newborn's own elements, and what stands beside a guardian's consent that is asked."""
    errand = composition.errand
    found = {row.element for row in composition.occurrences if row.element.startswith(CHILDS)}
    for matter in composition.matters:
        for group in errand.handbook(matter)["form"]:
            asked = {
                field["element"]
                for field in group["fields"]
                if holds(field["visible_if"], errand.situation, errand.form)
            }
            found |= asked if GUARDIAN in asked else set()
    return found


def _about_a_person(composition: Composition) -> set[str]:
    """What is sensitive, and the groups of questions that hold something which identifies a person."""
    elements = composition.errand.sources.elements
    found = {name for name, element in elements.items() if element["sensitivity"] == SENSITIVE}
    for matter in composition.matters:
        for group in composition.errand.handbook(matter)["form"]:
            names = {field["element"] for field in group["fields"]}
            found |= names if any(elements[name]["type"] in IDENTIFYING_TYPES for name in names) else set()
    return found


def visible_facts(eyes: Eyes, matter: str, facts: Mapping[str, Any], elements: Elements) -> dict[str, Any]:
    """The facts that other conclusions brought into a task."""
    if eyes.department and matter not in eyes.matters:
        return {}
    if eyes.department or eyes.accepts:
        return dict(facts)
    return {name: value for name, value in facts.items() if not is_private(elements, name)}


def sees_file(eyes: Eyes, *, added_for: str | None, material: str, wanted: Collection[str]) -> bool:
    """Whether they may know of a file: its name, its digest, its content.

    `added_for`: the role it was handed in for; None is the applicant's, or a clerk's scan for them.
    `wanted`: the materials that the department's matters ask for.
    """
    if eyes.department:
        return material in wanted
    if eyes.official:
        return eyes.accepts
    return eyes.owner if added_for is None else added_for in eyes.roles


def visible_gaps(eyes: Eyes, gaps: Iterable[Gap], parties: Collection[PartyView]) -> list[Gap]:
    """What a notice asks for, as far as it is theirs: the applicant and officials read all of it."""
    if eyes.owner or eyes.official:
        return list(gaps)
    own = {element for party in parties if party.role in eyes.roles for element in party.states}
    return [gap for gap in gaps if gap.get("element") in own]


def visible_situation(eyes: Eyes, situation: Mapping[str, Any], composition: Composition) -> dict[str, Any]:
    """The answers to the situation questions; another party reads what makes up the deal, no more.

    The errand's own questions decide what is applied for; those of its matters may be about a person.
    """
    first = composition.errand.record["parties"][0]["role"]
    if eyes.owner or eyes.official or first in eyes.sheets:
        return dict(situation)
    own = {question["id"] for question in composition.errand.record.get("situations", ())}
    mixed = len(composition.matters) > 1
    return {name: value for name, value in situation.items() if mixed and name in own}


def sees_certificates(eyes: Eyes) -> bool:
    """Whether they may know the identifiers of results: among the parties the applicant, whose they are."""
    return eyes.official or eyes.owner
