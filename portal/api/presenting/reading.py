"""Who may read which answers, facts and files of a case (reliability page, A and V).

Parties read shared facts and their own private data; a department what its own matters ask for and
what other conclusions brought it; the hall everything of its cases; supervisors and auditors nothing
private. Identity numbers are masked for officers, who have the desk to compare them; a department's
own system gets what its matter asks.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.actor import Actor
from accounts.models import Role
from approvals.policies import DEPARTMENT_ROLES
from cases.models import Case, Party
from cases.policies import ACCEPTING_ROLES, roles_of, serves_case
from cases.rules import PRIVATE
from cases.selectors import answers_for
from cases.states import BEFORE_SUBMISSION, Channel
from core.identity import is_citizen_id, mask_id, mask_mobile
from ledger.access import look
from matters.composing import Composition

MASKED_TYPES = frozenset({"id_number", "bank_account"})
REASON = "API"


@dataclass(frozen=True)
class Reader:
    """Somebody who looks at one case, and in which capacities."""

    actor: Actor
    roles: frozenset[str]
    matters: frozenset[str]
    fills_in: bool = False

    @classmethod
    def of(cls, actor: Actor, case: Case, parties: list[Party], own_matters: Iterable[str] = ()) -> "Reader":
        """`own_matters`: the matters that the actor's department decides in this case.

        A clerk who types for somebody at the counter `fills_in` the case and reads what they typed.
        """
        department = actor.role in DEPARTMENT_ROLES
        at_counter = case.channel == Channel.WINDOW and case.state in BEFORE_SUBMISSION
        return cls(
            actor,
            frozenset(roles_of(actor, parties)),
            frozenset(own_matters if department else ()),
            fills_in=at_counter and serves_case(actor, case),
        )

    @property
    def is_department(self) -> bool:
        return self.actor.role in DEPARTMENT_ROLES

    @property
    def is_official(self) -> bool:
        """In a post, and not taking part in the case; an agent acts for the applicant."""
        return bool(self.actor.role) and self.actor.role != Role.AGENT and not self.roles

    @property
    def writes(self) -> bool:
        """Whether doubts about typed values concern this reader."""
        return not self.is_official or self.actor.role in ACCEPTING_ROLES


def readable_answers(
    reader: Reader, answers: dict[str, Any], composition: Composition, parties: list[Party]
) -> dict[str, Any]:
    """The answers that this reader may see, masked where they need not see all."""
    elements = composition.errand.sources.elements
    if not reader.is_official:
        return answers_for(reader.actor, answers, composition, parties)
    if reader.is_department:
        asked = {one.element for one in composition.occurrences if one.matter in reader.matters}
        seen = {name: value for name, value in answers.items() if name in asked}
    elif reader.actor.role in ACCEPTING_ROLES:
        seen = dict(answers)
    else:
        seen = {name: value for name, value in answers.items() if not is_private(elements, name)}
    return masked(reader, seen, elements)


def readable_facts(
    reader: Reader, matter: str, facts: Mapping[str, Any], elements: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The facts that other conclusions brought into a task, as far as this reader may see them."""
    if reader.is_department and matter not in reader.matters:
        return {}
    if reader.is_department or reader.actor.role in ACCEPTING_ROLES:
        return masked(reader, dict(facts), elements)
    return {name: value for name, value in facts.items() if not is_private(elements, name)}


def readable_materials(reader: Reader, composition: Composition) -> Collection[str] | None:
    """The materials whose files this reader may know of; None means all."""
    if not reader.is_official or reader.actor.role in ACCEPTING_ROLES:
        return None
    if not reader.is_department:
        return ()
    return {line["material"] for matter, line in composition.lines if matter in reader.matters}


def is_private(elements: Mapping[str, Mapping[str, Any]], name: str) -> bool:
    """Whether an element is about a person; an element nobody knows counts as one that is."""
    return elements.get(name, {"sensitivity": "personal"})["sensitivity"] in PRIVATE


def masked(
    reader: Reader, values: dict[str, Any], elements: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Numbers that identify a person, shown in part to officers and whole to a department's system."""
    if not reader.is_official or reader.fills_in or reader.actor.role == Role.SYSTEM:
        return values
    return {name: _mask(value, elements.get(name, {}).get("type", "")) for name, value in values.items()}


def _mask(value: Any, kind: str) -> Any:
    if not isinstance(value, str):
        return value
    if kind in MASKED_TYPES or is_citizen_id(value):
        return mask_id(value)
    return mask_mobile(value) if kind == "mobile" else value


def note_look(
    reader: Reader,
    case: Case,
    shown: Iterable[str],
    elements: Mapping[str, Mapping[str, Any]],
    parties: list[Party],
) -> None:
    """Writes down that an official is about to see personal data; raises, and then nothing leaves."""
    private = sorted({name for name in shown if is_private(elements, name)})
    if reader.is_official and private:
        people = {party.person_id for party in parties if party.person_id}
        look(reader.actor, case, private, REASON, person_ids=sorted(people))
