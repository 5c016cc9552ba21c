"""Somebody who looks at one case: their capacities, and what pages and calls may show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.actor import Actor
from accounts.models import Role
from cases.models import Case, CaseMaterial, Party
from cases.policies import ACCEPTING_ROLES, DEPARTMENT_ROLES, owns, roles_of, serves_case
from cases.selectors import views_of
from cases.states import BEFORE_SUBMISSION, Channel
from cases.visibility import Elements, Eyes, anothers_elements, sees_file, visible_answers, visible_facts
from core.identity import is_citizen_id, mask_id, mask_mobile, mask_name
from ledger.models import Event
from ledger.registry import action_named
from matters.composing import Composition

MASKED_TYPES = frozenset({"id_number", "bank_account"})
SHOWN_OF_TEXT, LONG_TEXT, HIDDEN = 3, 8, "***"
PARTY, STAFF = "party", "staff"


@dataclass(frozen=True)
class Reader:
    """One actor's eyes on one case. A clerk who types for somebody at the counter `fills_in` the case."""

    actor: Actor
    eyes: Eyes
    fills_in: bool = False

    @classmethod
    def of(cls, actor: Actor, case: Case, parties: list[Party], own_matters: Iterable[str] = ()) -> "Reader":
        """`own_matters`: the matters that the actor's department decides in this case."""
        roles = roles_of(actor, parties)
        department = actor.role in DEPARTMENT_ROLES
        at_counter = case.channel == Channel.WINDOW and case.state in BEFORE_SUBMISSION
        eyes = Eyes(
            roles=frozenset(roles),
            sheets=frozenset(view.sheet for view in views_of(parties) if view.role in roles),
            owner=owns(actor, case, parties),
            official=bool(actor.role) and actor.role != Role.AGENT and not roles,
            department=department and not roles,
            accepts=actor.role in ACCEPTING_ROLES and not roles,
            matters=frozenset(own_matters if department else ()),
        )
        return cls(actor, eyes, fills_in=at_counter and serves_case(actor, case))

    @property
    def writes(self) -> bool:
        """Whether doubts about typed values concern this reader."""
        return not self.eyes.official or self.eyes.accepts

    @property
    def event_levels(self) -> frozenset[str] | None:
        """Which events are told: a party those meant for parties, officials the staff's too, auditors all."""
        if self.actor.role == Role.AUDITOR:
            return None
        return frozenset({PARTY, STAFF}) if self.eyes.official else frozenset({PARTY})


def readable_events(reader: Reader, events: Iterable[Event]) -> list[Event]:
    """The events of a case that are told to this reader."""
    levels = reader.event_levels
    return [event for event in events if levels is None or action_named(event.action).visible in levels]


def readable_answers(
    reader: Reader, answers: Mapping[str, Any], composition: Composition, parties: list[Party]
) -> dict[str, Any]:
    """The answers that this reader may see, masked where they need not see all."""
    views, elements = views_of(parties), composition.errand.sources.elements
    seen = visible_answers(reader.eyes, answers, composition, views)
    for name in anothers_elements(reader.eyes, seen, composition, views):
        seen[name] = in_part(seen[name], elements[name]["type"])
    return masked(reader, seen, elements)


def readable_facts(
    reader: Reader, matter: str, facts: Mapping[str, Any], elements: Elements
) -> dict[str, Any]:
    """The facts that other conclusions brought into a task, as far as this reader may see them."""
    return masked(reader, visible_facts(reader.eyes, matter, facts, elements), elements)


def readable_files(
    reader: Reader, files: Iterable[CaseMaterial], composition: Composition
) -> list[CaseMaterial]:
    """The files of which this reader may know name, digest and content."""
    wanted = {line["material"] for matter, line in composition.lines if matter in reader.eyes.matters}
    return [
        row
        for row in files
        if row.added_by == reader.actor.actor_id
        or sees_file(reader.eyes, added_for=row.added_for, material=row.material, wanted=wanted)
    ]


def masked(reader: Reader, values: dict[str, Any], elements: Elements) -> dict[str, Any]:
    """Numbers that identify a person, shown in part to officers and whole to a department's system."""
    if not reader.eyes.official or reader.fills_in or reader.actor.role == Role.SYSTEM:
        return values
    return {name: _mask(value, elements.get(name, {}).get("type", "")) for name, value in values.items()}


def in_part(value: Any, kind: str) -> str:
    """Enough of another's value to know whether it is the right one."""
    text = str(value) if isinstance(value, str) else ""
    if kind in MASKED_TYPES or is_citizen_id(text):
        return mask_id(text)
    if kind == "person_name":
        return mask_name(text)
    if kind == "mobile":
        return mask_mobile(text)
    return f"{text[:SHOWN_OF_TEXT] if len(text) > LONG_TEXT else ''}{HIDDEN}"


def _mask(value: Any, kind: str) -> Any:
    if not isinstance(value, str):
        return value
    if kind in MASKED_TYPES or is_citizen_id(value):
        return mask_id(value)
    return mask_mobile(value) if kind == "mobile" else value
