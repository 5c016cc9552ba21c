"""The verifier on a whole house transfer: nothing to find, until somebody edits it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction

from approvals.actions import open_round
from cases.actions import hand_over_results, rate_case
from cases.models import Case
from core.clock import frozen
from ledger import registry, relay
from ledger.checkpoints import sign_checkpoints
from ledger.models import Event
from ledger.sequencer import number_events
from ledger.verifying.one_case import find_chain, verify_case
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import approve, submitted_house_transfer

pytestmark = pytest.mark.django_db
TRIALS = 60


@pytest.fixture
def delivered(cast: Cast) -> Case:
    """One case from application to hand-over, numbered and signed."""
    with frozen(FRIDAY_MORNING):
        case = submitted_house_transfer(cast)
        open_round(case, by=cast.clerk)
        for matter in ("M01", "M02", "M03"):
            approve(cast, case, matter)
        relay.drain_all()
        hand_over_results(case, by=cast.exit_clerk, method="electronic", collector="王小明")
        rate_case(case, by=cast.citizen, grade=1, runs=0)
    number_events()
    sign_checkpoints()
    return Case.objects.get(pk=case.pk)


def named(case: Case) -> set[tuple[str, str]]:
    """Table and key of every problem of the case."""
    assert case.number is not None
    chain_id = find_chain(case.number)
    assert chain_id is not None
    return {(problem.table, problem.key) for problem in verify_case(chain_id)}


def rows_of(case: Case) -> list[models.Model]:
    """Every protected row of the case, and its events."""
    rows: list[models.Model] = list(Event.objects.filter(chain=case.chain_id))
    for model, protection in registry.protected().items():
        if protection.chain is not None:
            rows += model._base_manager.filter(**{protection.chain: case.chain_id})
    return rows


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is rolled back, triggers and keys asleep."""
    with transaction.atomic():
        connection.cursor().execute("SET LOCAL session_replication_role = replica")
        yield
        transaction.set_rollback(True)


def forged(value: Any) -> Any:
    """Another value of the same kind, as close as can be."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, dict):
        return {**value, "forged": True}
    if isinstance(value, list):
        return [*value, "forged"]
    if isinstance(value, str):
        return "x" + value[1:] if not value.startswith("x") else "y" + value[1:]
    if isinstance(value, bytes | memoryview):
        return b"\x00" + bytes(value)[1:] if bytes(value)[:1] != b"\x00" else b"\x01" + bytes(value)[1:]
    return value + 7000


def forgeable(row: models.Model) -> list[models.Field]:
    """Columns that can be changed without taking the row's own path to its chain away."""
    return [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key
        and not isinstance(field, models.ForeignKey | models.UUIDField)
        and getattr(row, field.attname) not in (None, "")
    ]


def forge(row: models.Model, field: models.Field) -> bool:
    """Changes one column by SQL; False where a constraint of the table refuses the lie at once."""
    value = field.get_db_prep_save(forged(getattr(row, field.attname)), connection=connection)
    sql = f'UPDATE {row._meta.db_table} SET "{field.column}" = %s WHERE id = %s'
    try:
        with transaction.atomic():
            connection.cursor().execute(sql, [value, row.pk])
    except (IntegrityError, DataError):
        return False
    return True


def test_a_real_case_has_no_problem_and_any_edit_of_it_is_named(delivered: Case) -> None:
    assert named(delivered) == set()
    chance = random.Random(20261120)
    rows, done = rows_of(delivered), 0
    assert len({type(row) for row in rows}) > 8
    while done < TRIALS:
        row = chance.choice(rows)
        field = chance.choice(forgeable(row))
        with undone():
            if forge(row, field):
                assert (row._meta.db_table, str(row.pk)) in named(delivered), field
                done += 1


def test_any_row_of_a_real_case_that_is_removed_is_named(delivered: Case) -> None:
    for row in rows_of(delivered):
        table = row._meta.db_table
        with undone():
            connection.cursor().execute(f"DELETE FROM {table} WHERE id = %s", [row.pk])
            assert (table, str(row.pk)) in named(delivered), table
