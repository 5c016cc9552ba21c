"""Checks the signed order of all events: numbers without a gap, Merkle roots, signatures, the links."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from ledger.checkpoints import checkpoint_hash, is_signed_by, leaves_of, signed_form
from ledger.keys import public_key
from ledger.merkle import root_of
from ledger.models import Checkpoint, SequencedEvent
from ledger.verifying.problems import Kind, Problem

CHECKPOINT, NUMBERED = "ledger_checkpoint", "ledger_sequencedevent"


def verify_order(held: Mapping[str, Any] | None = None) -> Iterator[Problem]:
    """The problems of the numbers and checkpoints; reads all, keeps one checkpoint's events in memory.

    `held`: a checkpoint that someone kept outside (`ledger_head`), against a history rewritten by
    one who had the signing key.
    """
    yield from _gaps()
    before: Checkpoint | None = None
    for checkpoint in Checkpoint.objects.order_by("number").iterator(chunk_size=500):
        yield from _check(checkpoint, before)
        before = checkpoint
    yield from _lost_pending()
    if held is not None:
        yield from _check_held(held)


def verify_checkpoint(checkpoint: Checkpoint) -> list[Problem]:
    """The problems of one checkpoint by itself: its events, its root and its signature."""
    return list(_check_alone(checkpoint))


def _gaps() -> Iterator[Problem]:
    with connection.cursor() as cursor:
        cursor.execute(_MISSING)
        for first, last in cursor.fetchall():
            key = str(first) if first == last else f"{first}-{last}"
            yield Problem("", NUMBERED, key, Kind.REMOVED, "numbers are missing")


_MISSING = """
SELECT before + 1, position - 1
FROM (
    SELECT position, lag(position, 1, 0::bigint) OVER (ORDER BY position) AS before
    FROM ledger_sequencedevent
) numbered
WHERE position > before + 1
"""


def _check(checkpoint: Checkpoint, before: Checkpoint | None) -> Iterator[Problem]:
    expected = before.number + 1 if before else 1
    for number in range(expected, checkpoint.number):
        yield Problem("", CHECKPOINT, str(number), Kind.REMOVED, "the next one follows another")
    alone = list(_check_alone(checkpoint))
    yield from alone
    if alone or checkpoint.number != expected:
        return
    link = checkpoint_hash(before) if before else b""
    first = before.last + 1 if before else 1
    if bytes(checkpoint.prev_hash) != link or checkpoint.first != first:
        key = str(before.number if before else checkpoint.number)
        yield Problem("", CHECKPOINT, key, Kind.EDITED, "the next one was signed over another")


def _check_alone(checkpoint: Checkpoint) -> Iterator[Problem]:
    key = public_key(checkpoint.key_id)
    number = str(checkpoint.number)
    if key is None:
        yield Problem("", CHECKPOINT, number, Kind.EDITED, f"no key {checkpoint.key_id} in KEY_DIR")
        return
    if not is_signed_by(signed_form(checkpoint), bytes(checkpoint.signature), key):
        yield Problem("", CHECKPOINT, number, Kind.EDITED, "its signature does not fit")
        return
    events = SequencedEvent.objects.filter(position__range=(checkpoint.first, checkpoint.last))
    if root_of(leaves_of(events.order_by("position"))) != bytes(checkpoint.root):
        positions = f"{checkpoint.first}-{checkpoint.last}"
        yield Problem("", NUMBERED, positions, Kind.EDITED, f"not what checkpoint {number} was signed over")


def _lost_pending() -> Iterator[Problem]:
    with connection.cursor() as cursor:
        cursor.execute(_LOST)
        for (event_id,) in cursor.fetchall():
            yield Problem("", "ledger_event", str(event_id), Kind.REMOVED, "before it was numbered")


_LOST = """
SELECT event_id FROM ledger_pendingevent pending
WHERE NOT EXISTS (SELECT FROM ledger_event WHERE id = pending.event_id) ORDER BY event_id
"""


def _check_held(held: Mapping[str, Any]) -> Iterator[Problem]:
    """Whether the checkpoint that stands is the one that was handed out."""
    number = held["number"]
    stands = Checkpoint.objects.filter(number=number).first()
    if stands is None:
        yield Problem("", CHECKPOINT, str(number), Kind.CUT, "it was handed out and is gone")
    elif checkpoint_hash(stands).hex() != held["hash"]:
        yield Problem("", CHECKPOINT, str(number), Kind.EDITED, "it is not the one that was handed out")
