"""Anyone with the public key can check a case's history without our database."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ledger.checkpoints import sign_checkpoints
from ledger.keys import public_key
from ledger.models import Checkpoint
from ledger.proofs import check_proof, proof_of
from ledger.sequencer import number_events
from tests.ledger.conftest import change_toy, make_toy

pytestmark = pytest.mark.usefixtures("toys", "db")


@pytest.fixture
def proof(signing: Path) -> dict[str, Any]:
    """The proof of a chain among others, as it travels."""
    toys = [make_toy(f"kite {number}") for number in range(4)]
    for toy in toys:
        change_toy(toy, parts=1)
    number_events()
    sign_checkpoints()
    change_toy(toys[1])
    number_events()
    sign_checkpoints()
    return json.loads(json.dumps(proof_of(toys[1].chain_id)))


@pytest.fixture
def keys(proof: dict[str, Any]) -> dict[str, Any]:
    """The public keys, as the checker got them."""
    identifier = Checkpoint.objects.values_list("key_id", flat=True)[0]
    return {identifier: public_key(identifier)}


def test_an_honest_proof_holds(proof: dict[str, Any], keys: dict[str, Any]) -> None:
    assert check_proof(proof, keys) == []
    assert [event["inclusion"]["checkpoint"] for event in proof["events"]] == [1, 1, 2]


FORGERIES = {
    "content": (["events", 1, "actor_label"], "somebody else"),
    "digest": (["events", 1, "digests"], []),
    "time": (["events", 1, "at"], "2026-01-01T00:00:00+00:00"),
    "place": (["events", 1, "inclusion", "index"], 0),
    "root": (["checkpoints", 0, "root"], "00" * 32),
    "signature": (["checkpoints", 0, "signature"], "00" * 64),
    "key": (["checkpoints", 0, "key_id"], "0123456789abcdef"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_proof_does_not_hold(name: str, proof: dict[str, Any], keys: dict[str, Any]) -> None:
    path, value = FORGERIES[name]
    forged = copy.deepcopy(proof)
    target = forged
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert check_proof(forged, keys) != []


def test_an_event_left_out_of_the_middle_does_not_pass(proof: dict[str, Any], keys: dict[str, Any]) -> None:
    del proof["events"][1]
    assert check_proof(proof, keys) != []


def test_an_event_that_no_checkpoint_covers_yet_says_so(signing: Path) -> None:
    proof = proof_of(make_toy().chain_id)
    assert check_proof(proof, {}) == ["event 1: no checkpoint covers it yet"]
