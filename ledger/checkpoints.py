"""Signed checkpoints: a Merkle root over the events numbered since the one before, each bound to it.

Whoever keeps one (a receipt, a department's daily digest, a printed page) can show later that the
ledger was rewritten.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, transaction

from core import clock
from ledger.canonical import canonical
from ledger.keys import key_id, signing_key
from ledger.merkle import leaf_hash, root_of
from ledger.models import Checkpoint, SequencedEvent

log = logging.getLogger(__name__)

LOCK = 0x6C656468  # one signer in the whole database
LARGEST = 10_000  # events in one checkpoint: keeps an inclusion proof cheap


def sign_checkpoints() -> int:
    """Signs what has been numbered since the last checkpoint; gives how many checkpoints it took.

    Raises ImproperlyConfigured while there is no key; nothing waits for it, and the next call
    catches up.
    """
    signed = 0
    while _sign_next():
        signed += 1
    return signed


@transaction.atomic
def _sign_next() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return False
    before = Checkpoint.objects.order_by("-number").first()
    first = before.last + 1 if before else 1
    events = list(SequencedEvent.objects.filter(position__gte=first).order_by("position")[:LARGEST])
    if not events:
        return False
    key = signing_key()
    checkpoint = Checkpoint(
        number=before.number + 1 if before else 1,
        first=first,
        last=events[-1].position,
        root=root_of(leaves_of(events)),
        prev_hash=checkpoint_hash(before) if before else b"",
        signed_at=clock.now(),
        key_id=key_id(key.public_key()),
    )
    checkpoint.signature = key.sign(signed_form(checkpoint))
    checkpoint.save(force_insert=True)
    return True


def leaf_of(chain_id: int, seq: int, event_hash: bytes) -> bytes:
    """The leaf of one numbered event."""
    return leaf_hash(canonical([chain_id, seq, event_hash]))


def leaves_of(events: Iterable[SequencedEvent]) -> Iterator[bytes]:
    """The leaves of numbered events, in their order."""
    return (leaf_of(event.chain_id, event.seq, bytes(event.hash)) for event in events)


def signed_form(checkpoint: Checkpoint) -> bytes:
    """The bytes that are signed: everything of the checkpoint, and the hash of the one before."""
    return form_of(
        number=checkpoint.number,
        first=checkpoint.first,
        last=checkpoint.last,
        root=bytes(checkpoint.root),
        prev_hash=bytes(checkpoint.prev_hash),
        signed_at=checkpoint.signed_at,
    )


def form_of(
    *, number: int, first: int, last: int, root: bytes, prev_hash: bytes, signed_at: datetime
) -> bytes:
    """The signed bytes from plain values, for whoever checks a checkpoint without our tables."""
    return canonical(["one-window checkpoint 1", number, first, last, root, prev_hash, signed_at])


def checkpoint_hash(checkpoint: Checkpoint) -> bytes:
    """What the next checkpoint binds itself to."""
    return sha256(signed_form(checkpoint)).digest()


def is_signed_by(form: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Whether the signature is that key's over these bytes."""
    try:
        key.verify(signature, form)
    except InvalidSignature:
        return False
    return True
