"""T1 to T4, T7, T9: whatever is changed behind the application's back is named, and nothing else is."""

import io
import json
import random
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from ledger import registry
from ledger.canonical import canonical
from ledger.checkpoints import sign_checkpoints, signed_form
from ledger.digests import row_digest
from ledger.erasing import erase_salt
from ledger.hashing import event_hash
from ledger.keys import signing_key
from ledger.merkle import leaf_hash, root_of
from ledger.models import Chain, Checkpoint, Event, Salt, SequencedEvent
from ledger.recording import hold, record
from ledger.sequencer import number_events
from ledger.verifying.chains import verify_all_chains, verify_chains
from ledger.verifying.history import content_of
from ledger.verifying.one_case import find_chain, verify_case
from ledger.verifying.order import verify_order
from tests.ledger.conftest import change_toy, make_toy
from tests.ledger.toys import CHANGE, Clerk, Part, Toy

pytestmark = pytest.mark.usefixtures("toys", "db", "signing")
TRIALS = 200


def problems() -> set[tuple[str, str, str]]:
    """Everything the whole verifier names: table, key, problem."""
    found = [*verify_all_chains(), *verify_order()]
    return {(problem.table, problem.key, str(problem.problem)) for problem in found}


def tamper(sql: str, *values: Any) -> None:
    """As someone with the database's highest rights."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def history() -> list[Toy]:
    """Three toys with five events each, numbered and signed."""
    toys = [
        make_toy(f"kite {number}", price=Decimal("12.30"), note="红", count=number) for number in range(3)
    ]
    for toy in toys:
        for step in range(4):
            change_toy(toy, parts=2, note=f"step {step}")
    number_events()
    sign_checkpoints()
    return toys


def test_an_untouched_ledger_has_no_problem(history: list[Toy]) -> None:
    assert problems() == set()
    change_toy(history[0], parts=1)  # neither numbered nor signed yet
    assert problems() == set()


PROTECTED = (Toy, Part, Event)
SKIPPED = {"length", "file", "chain", "toy"}  # computed, empty, or in need of another row to point to


def changed_value(value: Any, chance: random.Random) -> Any:
    """Another value of the same kind, as close as can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + (7000 if isinstance(value, int) else Decimal("0.01"))
    if isinstance(value, str):
        place = chance.randrange(len(value) + 1)
        return value[:place] + "x" + value[place + 1 :] if value[place : place + 1] != "x" else value + "y"
    if hasattr(value, "microsecond"):
        return value + timedelta(microseconds=1)
    if isinstance(value, bytes | memoryview):
        return bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 1])
    if isinstance(value, dict):
        return {**value, "forged": 1}
    if isinstance(value, list):
        return [*value, ["forged", "1", None]]
    raise AssertionError(f"no forgery for {value!r}")


def forgeable(row: models.Model) -> list[models.Field]:
    """The columns of a row that hold something to forge."""
    return [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in SKIPPED and getattr(row, field.attname) is not None
    ]


def test_any_changed_field_of_any_protected_row_is_named(history: list[Toy]) -> None:
    """T1: random edits, each undone before the next."""
    chance = random.Random(20261120)
    chains = [toy.chain_id for toy in history]
    for _trial in range(TRIALS):
        row = chance.choice(list(chance.choice(PROTECTED).objects.all()))
        field = chance.choice(forgeable(row))
        forged = changed_value(getattr(row, field.attname), chance)
        table, value = row._meta.db_table, field.get_db_prep_save(forged, connection=connection)
        with transaction.atomic():
            tamper(f"UPDATE {table} SET {field.column} = %s WHERE id = %s", value, row.pk)
            assert (table, str(row.pk)) in {(p.table, p.key) for p in verify_chains(chains)}, field
            transaction.set_rollback(True)
    assert problems() == set()


def test_a_null_that_is_filled_and_a_value_that_is_emptied_are_named(history: list[Toy]) -> None:
    tamper("UPDATE toys_toy SET born = '2020-01-01' WHERE id = %s", history[0].pk)
    tamper("UPDATE toys_toy SET note = NULL WHERE id = %s", history[1].pk)
    assert problems() == {("toys_toy", str(toy.pk), "edited") for toy in history[:2]}


def test_a_row_that_was_added_is_named(history: list[Toy]) -> None:
    tamper("INSERT INTO toys_part (toy_id, label, fee) VALUES (%s, 'smuggled', 0)", history[0].pk)
    part = Part.objects.get(label="smuggled")
    assert problems() == {("toys_part", str(part.pk), "added")}


def test_a_row_that_was_removed_is_named(history: list[Toy]) -> None:
    part = Part.objects.order_by("pk").first()
    tamper("DELETE FROM toys_part WHERE id = %s", part.pk)
    assert problems() == {("toys_part", str(part.pk), "removed")}


def test_a_row_that_was_moved_to_another_case_is_named_in_both(history: list[Toy]) -> None:
    part = Part.objects.filter(toy=history[0]).first()
    tamper("UPDATE toys_part SET toy_id = %s WHERE id = %s", history[1].pk, part.pk)
    found = {(p.case, p.table, p.problem) for p in verify_all_chains()}
    assert ("kite 1", "toys_part", "added") in found
    assert ("kite 0", "toys_part", "edited") in found


def test_a_row_that_an_act_deleted_and_somebody_brought_back_is_named(history: list[Toy]) -> None:
    part = Part.objects.filter(toy=history[0]).first()
    with transaction.atomic():
        toy, held = hold(Toy.objects.filter(pk=history[0].pk))
        key, part_copy = part.pk, Part.objects.get(pk=part.pk)
        part.delete()
        record(CHANGE, held, by=Clerk(), subject=toy, deleted=[part_copy])
    assert problems() == set()
    tamper("INSERT INTO toys_part (id, toy_id, label, fee) VALUES (%s, %s, 'x', 0)", key, toy.pk)
    assert problems() == {("toys_part", str(key), "added")}


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


def test_a_salt_that_was_edited_or_removed_without_an_act_is_named(history: list[Toy]) -> None:
    tamper("UPDATE ledger_salt SET value = 'x' WHERE chain_id = %s", history[0].chain_id)
    tamper("DELETE FROM ledger_salt WHERE chain_id = %s", history[1].chain_id)
    assert problems() == {
        ("ledger_salt", str(history[0].chain_id), "edited"),
        ("ledger_salt", str(history[1].chain_id), "removed"),
    }


def test_lawful_erasure_leaves_the_verifier_content_and_the_chain_closed(history: list[Toy]) -> None:
    with transaction.atomic():
        toy, held = hold(Toy.objects.filter(pk=history[0].pk))
        erase_salt(held, by=Clerk(), subject=toy, reason="PIPL art. 47")
        Toy.objects.filter(pk=toy.pk).update(name="", note=None)
    assert problems() == set()
    with transaction.atomic():
        toy, held = hold(Toy.objects.filter(pk=history[0].pk))
        with pytest.raises(RuntimeError, match="erased"):
            record(CHANGE, held, by=Clerk(), subject=toy, changed=[toy])


def test_the_apps_further_checks_are_asked_with_the_rows_a_chain_covers(
    history: list[Toy], monkeypatch: pytest.MonkeyPatch
) -> None:
    def files(chain_id: int, covered: Any) -> list[tuple[str, str, str]]:
        return [("toys_toy", key, "edited") for key in covered["toys_toy"] if chain_id == history[0].chain_id]

    monkeypatch.setattr(registry._registry, "verifiers", [files])
    assert problems() == {("toys_toy", str(history[0].pk), "edited")}


def test_columns_that_change_without_an_act_may_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._registry.protected, Toy, registry.Protection("chain", ("name", "price")))
    toy = make_toy()
    tamper("UPDATE toys_toy SET note = 'scanned' WHERE id = %s", toy.pk)
    assert problems() == set()
    tamper("UPDATE toys_toy SET name = 'forged' WHERE id = %s", toy.pk)
    assert problems() == {("toys_toy", str(toy.pk), "edited")}


def test_one_case_is_found_by_its_number_and_reported_by_it(history: list[Toy]) -> None:
    tamper("UPDATE toys_toy SET note = 'forged' WHERE id = %s", history[1].pk)
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_ledger", "--case", "kite 1", "--format", "json", stdout=out)
    assert ended.value.code == 1
    (problem,) = json.loads(out.getvalue())
    assert problem.items() >= {
        "case": "kite 1", "table": "toys_toy", "key": str(history[1].pk), "problem": "edited",
    }.items()  # fmt: skip
    out = io.StringIO()
    call_command("verify_ledger", "--case", "kite 0", "--format", "json", stdout=out)
    assert json.loads(out.getvalue()) == []


def test_a_case_whose_own_row_was_removed_is_still_found_by_its_number(history: list[Toy]) -> None:
    tamper("DELETE FROM toys_toy WHERE id = %s", history[1].pk)
    found = list(verify_case(find_chain("kite 1")))
    assert ("toys_toy", str(history[1].pk), "removed") in {(p.table, p.key, p.problem) for p in found}


def test_an_unknown_number_is_an_error_of_the_caller() -> None:
    with pytest.raises(CommandError):
        call_command("verify_ledger", "--case", "no such number", stdout=io.StringIO())


def test_one_case_takes_the_same_queries_however_many_others_there_are(
    history: list[Toy], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(18):
        assert list(verify_case(history[0].chain_id)) == []


def test_verifying_nothing_finds_nothing() -> None:
    assert verify_chains([]) == []
    assert problems() == set()
