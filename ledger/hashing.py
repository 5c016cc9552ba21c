"""How events hang together: each hash covers the event's content and the hash before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from ledger.canonical import canonical


@dataclass(frozen=True)
class Content:
    """Everything of an event that its hash covers."""

    chain_id: int
    seq: int
    action: str
    at: datetime
    actor_id: str
    actor_label: str
    post_label: str
    subject_kind: str
    subject_id: str
    data: Mapping[str, Any]
    digests: Sequence[Sequence[str | None]]


def beginning(kind: str, salt: bytes) -> bytes:
    """What stands before a chain's first event: binds the chain to its kind and its salt."""
    return sha256(canonical(["one-window chain 1", kind, sha256(salt).digest()])).digest()


def event_hash(prev: bytes, content: Content) -> bytes:
    """SHA-256 over the hash before it and every column of the event."""
    form = canonical(
        [
            "one-window event 1",
            prev,
            content.chain_id,
            content.seq,
            content.action,
            content.at,
            content.actor_id,
            content.actor_label,
            content.post_label,
            content.subject_kind,
            content.subject_id,
            content.data,
            content.digests,
        ]
    )
    return sha256(form).digest()
