"""T2 to T4: events that were deleted, moved or rewritten, chains that were cut, the signed order."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from ledger.canonical import canonical
from ledger.checkpoints import sign_checkpoints, signed_form
from ledger.digests import row_digest
from ledger.hashing import event_hash
from ledger.keys import signing_key
from ledger.merkle import leaf_hash, root_of
from ledger.models import Chain, Checkpoint, Event, Salt, SequencedEvent
from ledger.sequencer import number_events
from ledger.verifying.history import content_of
from ledger.verifying.order import verify_order
from tests.ledger.conftest import change_toy, make_toy
from tests.ledger.forging import problems, tamper
from tests.ledger.toys import Toy

pytestmark = pytest.mark.usefixtures("toys", "db", "signing")


def test_a_deleted_event_is_named_at_its_place(history: list[Toy]) -> None:
    event = Event.objects.get(chain=history[1].chain_id, seq=3)
    tamper("DELETE FROM ledger_event WHERE id = %s", event.pk)
    assert ("ledger_event", str(event.pk), "removed") in problems()


def test_two_events_that_changed_places_are_named(history: list[Toy]) -> None:
    second, third = Event.objects.filter(chain=history[1].chain_id, seq__in=[2, 3]).order_by("seq")
    tamper("UPDATE ledger_event SET seq = 99 WHERE id = %s", second.pk)
    tamper("UPDATE ledger_event SET seq = 2 WHERE id = %s", third.pk)
    tamper("UPDATE ledger_event SET seq = 3 WHERE id = %s", second.pk)
    assert {entry[1] for entry in problems()} == {str(second.pk), str(third.pk)}


def forge_event(chain: Chain, **values: Any) -> Event:
    """An event with the right hash at the end of a chain, as someone would insert it."""
    last = Event.objects.filter(chain=chain).latest("seq")
    event = Event(**{field.attname: getattr(last, field.attname) for field in Event._meta.concrete_fields})
    event.pk, event.seq, event.prev = None, last.seq + 1, last.hash
    for name, value in values.items():
        setattr(event, name, value)
    event.hash = event_hash(bytes(event.prev), content_of(event))
    event.save(force_insert=True)
    return event


def test_an_inserted_event_is_named_even_with_the_chains_head_moved(history: list[Toy]) -> None:
    chain = Chain.objects.get(pk=history[0].chain_id)
    event = forge_event(chain, data={"parts": 9})
    assert problems() == {("ledger_event", str(event.pk), "added")}
    tamper("UPDATE ledger_chain SET seq = %s, head = %s WHERE id = %s", event.seq, event.hash, chain.pk)
    assert problems() == {("ledger_event", str(event.pk), "added")}


@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_chain_that_was_cut_at_its_end_is_named(history: list[Toy], count: int) -> None:
    """T3: with its head moved back, and the rows of the cut acts taken away as well."""
    chain_id = history[2].chain_id
    cut = Event.objects.filter(chain=chain_id, seq__gt=5 - count)
    keys = {str(event.pk) for event in cut}
    last = Event.objects.filter(chain=chain_id, seq=5 - count).first()
    head = bytes(last.hash) if last else bytes(Event.objects.get(chain=chain_id, seq=1).prev)
    for event in cut:
        tamper("DELETE FROM ledger_event WHERE id = %s", event.pk)
    tamper("UPDATE ledger_chain SET seq = %s, head = %s WHERE id = %s", 5 - count, head, chain_id)
    found = problems()
    assert {entry[1] for entry in found if entry[2] == "cut"} == keys


def test_a_young_cut_shows_against_the_chains_head(history: list[Toy]) -> None:
    _toy, held = change_toy(history[0])
    event = Event.objects.get(chain=held.id, seq=held.seq)
    tamper("DELETE FROM ledger_event WHERE id = %s", event.pk)
    tamper("DELETE FROM ledger_pendingevent WHERE event_id = %s", event.pk)
    assert ("ledger_event", f"{held.id}/{held.seq}", "cut") in problems()


def test_a_young_event_that_vanished_before_its_number_shows_in_the_queue(history: list[Toy]) -> None:
    _toy, held = change_toy(history[0])
    event = Event.objects.get(chain=held.id, seq=held.seq)
    tamper("DELETE FROM ledger_event WHERE id = %s", event.pk)
    assert ("ledger_event", str(event.pk), "removed") in problems()


def rewrite_chain(toy: Toy, note: str) -> None:
    """Edits a row and recomputes digests, hashes and head, as the program itself would."""
    tamper("UPDATE toys_toy SET note = %s WHERE id = %s", note, toy.pk)
    salt = bytes(Salt.objects.get(chain=toy.chain_id).value)
    events = list(Event.objects.filter(chain=toy.chain_id).order_by("seq"))
    digest = row_digest(Toy.objects.get(pk=toy.pk), salt)
    events[-1].digests = [
        [table, key, digest if table == "toys_toy" else old] for table, key, old in events[-1].digests
    ]
    prev = bytes(events[0].prev)
    for event in events:
        event.prev, event.hash = prev, event_hash(prev, content_of(event))
        tamper(
            "UPDATE ledger_event SET digests = %s, prev = %s, hash = %s WHERE id = %s",
            json.dumps(event.digests), event.prev, event.hash, event.pk,
        )  # fmt: skip
        prev = event.hash
    tamper("UPDATE ledger_chain SET head = %s WHERE id = %s", prev, toy.chain_id)


def test_a_chain_that_was_recomputed_after_an_edit_is_named_by_its_numbers(history: list[Toy]) -> None:
    rewrite_chain(history[0], "forged")
    last = Event.objects.get(chain=history[0].chain_id, seq=5)
    assert problems() == {("ledger_event", str(last.pk), "edited")}


def rewrite_numbers() -> None:
    """Makes the sequencer's copy agree with the forged events."""
    tamper(
        "UPDATE ledger_sequencedevent numbered SET hash = event.hash "
        "FROM ledger_event event WHERE event.id = numbered.event_id"
    )


def test_numbers_that_were_recomputed_too_are_named_by_the_checkpoint(history: list[Toy]) -> None:
    rewrite_chain(history[0], "forged")
    rewrite_numbers()
    assert problems() == {("ledger_sequencedevent", "1-15", "edited")}


def test_one_who_has_the_signing_key_is_found_by_whoever_keeps_a_checkpoint(
    history: list[Toy], tmp_path: Path
) -> None:
    """T4: everything is rewritten and signed anew; only the paper outside tells."""
    kept = tmp_path / "head.json"
    out = io.StringIO()
    call_command("ledger_head", stdout=out)
    kept.write_text(out.getvalue(), encoding="utf-8")
    assert list(verify_order(json.loads(kept.read_text()))) == []
    rewrite_chain(history[0], "forged")
    rewrite_numbers()
    checkpoint = Checkpoint.objects.get()
    events = SequencedEvent.objects.order_by("position")
    from_events = [canonical([event.chain_id, event.seq, bytes(event.hash)]) for event in events]
    checkpoint.root = root_of(leaf_hash(content) for content in from_events)
    signature = signing_key().sign(signed_form(checkpoint))
    tamper("UPDATE ledger_checkpoint SET root = %s, signature = %s", checkpoint.root, signature)
    assert problems() == set()
    with pytest.raises(SystemExit):
        call_command("verify_ledger", "--held", str(kept), stdout=out)
    assert "ledger_checkpoint 1 edited" in out.getvalue()


def test_a_checkpoint_that_was_edited_or_removed_is_named(history: list[Toy]) -> None:
    for number in range(3):
        make_toy(f"later {number}")
        number_events()
        sign_checkpoints()
    tamper("UPDATE ledger_checkpoint SET signed_at = signed_at + interval '1 second' WHERE number = 2")
    assert ("ledger_checkpoint", "2", "edited") in problems()
    tamper("DELETE FROM ledger_checkpoint WHERE number = 2")
    assert ("ledger_checkpoint", "2", "removed") in problems()


def test_a_number_that_is_missing_is_named(history: list[Toy]) -> None:
    tamper("DELETE FROM ledger_sequencedevent WHERE position IN (4, 5, 9)")
    found = problems()
    assert {("ledger_sequencedevent", "4-5", "removed"), ("ledger_sequencedevent", "9", "removed")} <= found


def test_a_chain_row_that_was_edited_or_removed_is_named(history: list[Toy]) -> None:
    with transaction.atomic():
        tamper("UPDATE ledger_chain SET head = '' WHERE id = %s", history[0].chain_id)
        tamper("DELETE FROM ledger_chain WHERE id = %s", history[1].chain_id)
        found = problems()
        transaction.set_rollback(True)
    assert ("ledger_chain", str(history[0].chain_id), "edited") in found
    assert ("ledger_chain", str(history[1].chain_id), "removed") in found
