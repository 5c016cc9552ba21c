"""Checkpoints are signed over what was numbered, each bound to the one before."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import override_settings

from ledger import checkpoints, tasks
from ledger.checkpoints import checkpoint_hash, sign_checkpoints
from ledger.keys import key_id, public_key, signing_key
from ledger.models import Checkpoint
from ledger.sequencer import number_events
from tests.ledger.conftest import make_toy

pytestmark = pytest.mark.usefixtures("toys", "db", "signing")


def numbered_toys(count: int) -> None:
    for number in range(count):
        make_toy(f"kite {number}")
    number_events()


def test_nothing_new_makes_no_checkpoint() -> None:
    assert sign_checkpoints() == 0
    numbered_toys(3)
    assert [sign_checkpoints(), sign_checkpoints()] == [1, 0]


def test_each_checkpoint_goes_on_where_the_one_before_ended() -> None:
    numbered_toys(3)
    tasks.sign_checkpoint()
    numbered_toys(2)
    tasks.sign_checkpoint()
    first, second = Checkpoint.objects.order_by("number")
    assert [(first.first, first.last), (second.first, second.last)] == [(1, 3), (4, 5)]
    assert bytes(second.prev_hash) == checkpoint_hash(first)


def test_a_large_backlog_is_signed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "LARGEST", 2)
    numbered_toys(5)
    assert sign_checkpoints() == 3


def test_without_a_key_nothing_is_signed_and_later_all_of_it(signing: Path, tmp_path: Path) -> None:
    """F16: cases go on while the key is away; nothing was stamped before, and it catches up."""
    numbered_toys(2)
    with (
        override_settings(KEY_DIR=tmp_path / "empty"),
        pytest.raises(ImproperlyConfigured, match="make_keys"),
    ):
        sign_checkpoints()
    assert not Checkpoint.objects.exists()
    assert sign_checkpoints() == 1


def test_the_public_half_is_known_by_its_id_and_nothing_else() -> None:
    own = signing_key().public_key()
    assert key_id(public_key(key_id(own))) == key_id(own)
    assert public_key("0123456789abcdef") is None
    assert public_key("../signing") is None


def test_making_keys_again_keeps_those_that_are_there(tmp_path: Path) -> None:
    with override_settings(KEY_DIR=tmp_path):
        call_command("make_keys", verbosity=0)
        before = key_id(signing_key().public_key())
        call_command("make_keys", verbosity=0)
        assert key_id(signing_key().public_key()) == before
        secret = tmp_path / "checkpoints" / "signing.pem"
        assert secret.stat().st_mode & 0o077 == 0


def test_there_is_no_head_before_the_first_checkpoint() -> None:
    with pytest.raises(CommandError, match="No checkpoint"):
        call_command("ledger_head")
