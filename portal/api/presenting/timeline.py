"""The ledger's events of a case, in order, in the reader's words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from accounts.actor import Actor
from accounts.models import Role
from approvals.states import Decision
from cases.models import Case, Party
from cases.policies import roles_of
from cases.states import CaseState
from core.text import pick
from ledger.models import Event
from ledger.registry import action_named
from matters.composing import Composition
from portal.api.presenting.common import moment

MOST_EVENTS = 2000
PARTY, STAFF = "party", "staff"
CHOICES: dict[str, dict[Any, Any]] = {
    "decision": dict(Decision.choices),
    "outcome": dict(CaseState.choices),
}


def events_of(case: Case) -> list[Event]:
    """The chain's events in order; one query."""
    return list(Event.objects.filter(chain_id=case.chain_id).order_by("seq")[:MOST_EVENTS])


def levels_for(actor: Actor, parties: list[Party]) -> set[str] | None:
    """Which events are told: a party those meant for parties, officials the staff's too, auditors all."""
    if actor.role == Role.AUDITOR:
        return None
    takes_part = not actor.role or actor.role == Role.AGENT or bool(roles_of(actor, parties))
    return {PARTY} if takes_part else {PARTY, STAFF}


def timeline(
    events: Iterable[Event], levels: set[str] | None, names: Callable[[str, Any], str]
) -> list[dict[str, Any]]:
    """One entry for each event that this reader may know of."""
    entries = []
    for event in events:
        told = action_named(event.action)
        if levels is None or told.visible in levels:
            sentence = str(told.sentence) % _Words(event.data, names)
            entries.append(_entry(event, sentence))
    return entries


def _entry(event: Event, sentence: str) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": moment(event.at),
        "action": event.action,
        "sentence": sentence,
        "by": event.post_label or event.actor_label,
    }


class _Words:
    """The places of a sentence, filled from the event's data; what is not there stays empty."""

    def __init__(self, data: Mapping[str, Any], names: Callable[[str, Any], str]) -> None:
        self._data = data
        self._names = names

    def __getitem__(self, key: str) -> str:
        return self._names(key, self._data[key]) if key in self._data else ""


def names_in(composition: Composition, parties: Iterable[Party]) -> Callable[[str, Any], str]:
    """What the codes in an event's data are called: roles, matters, materials, departments, outcomes."""
    sources = composition.errand.sources
    roles = {party.role: party.name for party in parties}
    known: dict[str, Mapping[str, Any]] = {
        "role": roles,
        "matter": {code: record["name"] for code, record in sources.handbooks.items()},
        "material": {code: record["name"] for code, record in sources.materials.items()},
        "departments": sources.names,
    }

    def name(key: str, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(name(key, item) for item in value)
        if key in CHOICES:
            return str(CHOICES[key].get(value, value))
        return pick(known.get(key, {}).get(str(value))) or str(value)

    return name
