"""The proof that a chain's events lie under signed checkpoints, for whoever wants to check without us.

`proof_of` gathers it as plain JSON; `check_proof` needs that and the public keys, no database.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ledger.checkpoints import form_of, is_signed_by, leaf_of, leaves_of
from ledger.hashing import Content, event_hash
from ledger.merkle import path_to, root_from
from ledger.models import Checkpoint, Event, SequencedEvent

Proof = dict[str, Any]
CONTENT = (
    "chain_id", "seq", "action", "actor_id", "actor_label", "post_label",
    "subject_kind", "subject_id", "data", "digests",
)  # fmt: skip


def proof_of(chain_id: int) -> Proof:
    """The chain's events with their hashes and, for each that is signed, its path to a checkpoint."""
    numbers = {number.seq: number for number in SequencedEvent.objects.filter(chain_id=chain_id)}
    trees = _Trees()
    events = [
        {**_shown(event), "inclusion": trees.inclusion(numbers.get(event.seq))}
        for event in Event.objects.filter(chain_id=chain_id).order_by("seq")
    ]
    return {"chain": chain_id, "events": events, "checkpoints": trees.shown()}


def _shown(event: Event) -> dict[str, Any]:
    return {
        **{name: getattr(event, name) for name in CONTENT},
        "at": event.at.isoformat(),
        "prev": bytes(event.prev).hex(),
        "hash": bytes(event.hash).hex(),
    }


class _Trees:
    """The checkpoints that a proof needs, each with its leaves, read once."""

    def __init__(self) -> None:
        self._trees: dict[int, tuple[Checkpoint, list[bytes]]] = {}

    def inclusion(self, number: SequencedEvent | None) -> dict[str, Any] | None:
        """The path of a numbered event; None while no checkpoint covers it."""
        if number is None:
            return None
        checkpoint = Checkpoint.objects.filter(first__lte=number.position, last__gte=number.position).first()
        if checkpoint is None:
            return None
        index = number.position - checkpoint.first
        path = path_to(index, self._leaves(checkpoint))
        return {"checkpoint": checkpoint.number, "index": index, "path": [step.hex() for step in path]}

    def _leaves(self, checkpoint: Checkpoint) -> list[bytes]:
        if checkpoint.number not in self._trees:
            events = SequencedEvent.objects.filter(position__range=(checkpoint.first, checkpoint.last))
            self._trees[checkpoint.number] = (checkpoint, list(leaves_of(events.order_by("position"))))
        return self._trees[checkpoint.number][1]

    def shown(self) -> list[dict[str, Any]]:
        """The checkpoints met, as JSON."""
        return [show_checkpoint(checkpoint) for checkpoint, _leaves in self._trees.values()]


def show_checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint as JSON: what is signed, the signature, and the key's id."""
    return {
        "number": checkpoint.number,
        "first": checkpoint.first,
        "last": checkpoint.last,
        "root": bytes(checkpoint.root).hex(),
        "prev_hash": bytes(checkpoint.prev_hash).hex(),
        "signed_at": checkpoint.signed_at.isoformat(),
        "key_id": checkpoint.key_id,
        "signature": bytes(checkpoint.signature).hex(),
    }


def check_proof(proof: Mapping[str, Any], keys: Mapping[str, Ed25519PublicKey]) -> list[str]:
    """What is wrong with a proof, in plain words; empty when every event of it is proved.

    `keys`: key id -> public key, from a source that the checker trusts.
    """
    checkpoints = {shown["number"]: shown for shown in proof["checkpoints"]}
    wrong = [f"checkpoint {number}: {why}" for number, why in _wrong_checkpoints(checkpoints.values(), keys)]
    prev = None
    for seq, event in enumerate(proof["events"], 1):
        reasons = _wrong_event(event, seq, prev, proof["chain"], checkpoints)
        wrong += [f"event {seq}: {why}" for why in reasons]
        prev = event["hash"]
    return wrong


def _wrong_checkpoints(shown: Any, keys: Mapping[str, Ed25519PublicKey]) -> list[tuple[int, str]]:
    wrong = []
    for one in shown:
        key = keys.get(one["key_id"])
        form = form_of(
            number=one["number"],
            first=one["first"],
            last=one["last"],
            root=bytes.fromhex(one["root"]),
            prev_hash=bytes.fromhex(one["prev_hash"]),
            signed_at=datetime.fromisoformat(one["signed_at"]),
        )
        if key is None or not is_signed_by(form, bytes.fromhex(one["signature"]), key):
            wrong.append((one["number"], "not signed by a known key"))
    return wrong


def _wrong_event(
    event: Mapping[str, Any], seq: int, prev: str | None, chain_id: int, checkpoints: Mapping[int, Any]
) -> Sequence[str]:
    content = Content(at=datetime.fromisoformat(event["at"]), **{name: event[name] for name in CONTENT})
    own_hash = event_hash(bytes.fromhex(event["prev"]), content)
    if own_hash.hex() != event["hash"] or (event["chain_id"], event["seq"]) != (chain_id, seq):
        return ["its content does not give its hash or its place"]
    if prev is not None and event["prev"] != prev:
        return ["it does not hang on the event before it"]
    inclusion = event["inclusion"]
    if inclusion is None:
        return ["no checkpoint covers it yet"]
    checkpoint = checkpoints.get(inclusion["checkpoint"])
    if checkpoint is None:
        return ["its checkpoint is not part of the proof"]
    size = checkpoint["last"] - checkpoint["first"] + 1
    path = [bytes.fromhex(step) for step in inclusion["path"]]
    root = root_from(leaf_of(chain_id, seq, own_hash), inclusion["index"], size, path)
    return [] if root is not None and root.hex() == checkpoint["root"] else ["its path leads elsewhere"]
