"""T1 and T9: whatever is changed behind the application's back is named, and nothing else is."""

import io
import json
import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from ledger import registry
from ledger.erasing import erase_salt
from ledger.models import Event
from ledger.recording import hold, record
from ledger.verifying.chains import verify_all_chains, verify_chains
from ledger.verifying.one_case import find_chain, verify_case
from tests.ledger.conftest import change_toy, make_toy
from tests.ledger.forging import problems, tamper
from tests.ledger.toys import CHANGE, Clerk, Part, Toy

pytestmark = pytest.mark.usefixtures("toys", "db", "signing")
TRIALS = 200


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
