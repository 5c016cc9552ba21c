"""The ledger's events of a case, in order, in the reader's words."""

from collections.abc import Collection, Iterable
from typing import Any

from cases.models import Case
from ledger.models import Event
from ledger.registry import action_named, sentence_for
from portal.api.presenting.common import moment

MOST_EVENTS = 2000


def events_of(case: Case) -> list[Event]:
    """The chain's events in order; one query."""
    return list(Event.objects.filter(chain_id=case.chain_id).order_by("seq")[:MOST_EVENTS])


def timeline(events: Iterable[Event], levels: Collection[str] | None) -> list[dict[str, Any]]:
    """One entry for each event that this reader may know of."""
    entries = []
    for event in events:
        told = action_named(event.action)
        if levels is None or told.visible in levels:
            entries.append(_entry(event, sentence_for(event)))
    return entries


def _entry(event: Event, sentence: str) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": moment(event.at),
        "action": event.action,
        "sentence": sentence,
        "by": event.post_label or event.actor_label,
    }
