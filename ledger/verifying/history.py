"""Checks one chain's events: each hash, the links between them, their numbers, and the end."""

from dataclasses import dataclass, field

from ledger.hashing import Content, beginning, event_hash
from ledger.models import Chain, Event
from ledger.verifying.problems import Findings, Kind

EVENT, CHAIN, SALT = "ledger_event", "ledger_chain", "ledger_salt"


@dataclass
class History:
    """What the ledger holds of one chain."""

    chain: Chain | None
    salt: bytes | None
    events: list[Event] = field(default_factory=list)
    numbered: dict[int, tuple[int, bytes]] = field(default_factory=dict)  # seq -> (event id, hash)
    pending: set[int] = field(default_factory=set)


def check_history(history: History, findings: Findings) -> None:
    """Names every event of the chain that was edited, added, removed or cut off."""
    previous: Event | None = None
    expected = 1
    for event in history.events:
        _check_gap(history, expected, event.seq, findings)
        _check_event(history, event, findings)
        if event.seq == expected:
            _check_link(history, event, previous, findings)
        previous, expected = event, event.seq + 1
    _check_end(history, previous, findings)


def _check_gap(history: History, expected: int, seq: int, findings: Findings) -> None:
    for missing in range(expected, seq):
        event_id, _hash = history.numbered.get(missing, (f"{findings.chain_id}/{missing}", b""))
        findings.add(EVENT, event_id, Kind.REMOVED, f"number {missing} of the chain is missing")


def _check_event(history: History, event: Event, findings: Findings) -> None:
    """The event against its own hash, and that against the number it was given."""
    if event_hash(bytes(event.prev), content_of(event)) != bytes(event.hash):
        findings.add(EVENT, event.pk, Kind.EDITED, "its content does not give its hash")
        return
    number = history.numbered.get(event.seq)
    if number is None:
        if event.pk not in history.pending:
            findings.add(EVENT, event.pk, Kind.ADDED, "the sequencer never saw it")
    elif number[1] != bytes(event.hash):
        findings.add(EVENT, event.pk, Kind.EDITED, "rewritten after it was numbered")


def content_of(event: Event) -> Content:
    """What an event's hash covers, from its row."""
    return Content(
        chain_id=event.chain_id,
        seq=event.seq,
        action=event.action,
        at=event.at,
        actor_id=event.actor_id,
        actor_label=event.actor_label,
        post_label=event.post_label,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        data=event.data,
        digests=event.digests,
    )


def _check_link(history: History, event: Event, previous: Event | None, findings: Findings) -> None:
    """The hash an event hangs on: the one of the event before it, or the chain's beginning."""
    if findings.has(EVENT, event.pk):
        return
    if previous is None:
        if _beginning(history) not in (None, bytes(event.prev)):
            findings.add(SALT, findings.chain_id, Kind.EDITED, "the chain began with another salt or kind")
    elif bytes(event.prev) != bytes(previous.hash):
        findings.add(EVENT, previous.pk, Kind.EDITED, "rewritten after the next event hung on it")


def _beginning(history: History) -> bytes | None:
    """What the first event must hang on: known from the salt, unless that was lawfully erased."""
    if history.chain is None or not history.salt:
        return None
    return beginning(history.chain.kind, history.salt)


def _check_end(history: History, last: Event | None, findings: Findings) -> None:
    """The chain's row, and what the sequencer saw, against the last event that is there."""
    last_seq = last.seq if last else 0
    chain_seq = history.chain.seq if history.chain else 0
    for seq in range(last_seq + 1, max([chain_seq, *history.numbered, last_seq]) + 1):
        event_id, _hash = history.numbered.get(seq, (f"{findings.chain_id}/{seq}", b""))
        findings.add(EVENT, event_id, Kind.CUT, f"number {seq} of the chain was cut off")
    if history.chain is None:
        findings.add(CHAIN, findings.chain_id, Kind.REMOVED)
    elif chain_seq <= last_seq:
        _check_head(history.chain, history, last, findings)


def _check_head(chain: Chain, history: History, last: Event | None, findings: Findings) -> None:
    if last is not None and findings.has(EVENT, last.pk):
        return
    head = bytes(last.hash) if last else _beginning(history)
    if chain.seq != (last.seq if last else 0) or head not in (None, bytes(chain.head)):
        findings.add(CHAIN, chain.pk, Kind.EDITED, "its head is not its last event")
