"""The ledger's events of a case, in order, in the reader's words."""

from typing import Any

from cases.models import Case
from ledger.models import Event
from ledger.registry import sentence_for
from portal.api.presenting.common import moment

MOST_EVENTS = 2000


def events_of(case: Case) -> list[Event]:
    """The chain's events in order; one query."""
    return list(Event.objects.filter(chain_id=case.chain_id).order_by("seq")[:MOST_EVENTS])


def entry(event: Event) -> dict[str, Any]:
    """One event, in a sentence."""
    return {
        "seq": event.seq,
        "at": moment(event.at),
        "action": event.action,
        "sentence": sentence_for(event),
        "by": event.post_label or event.actor_label,
    }
