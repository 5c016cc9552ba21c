"""The demo city in a test, and the fixed cast that acts in it.

`city` puts the whole imported catalogue and the demo accounts into the test's database. It is
imported once a session, kept as COPY data and put back in a fraction of a second, inside the test's
own transaction or committed, as the test needs.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from accounts.actor import Actor, actor_of
from accounts.demo import create_accounts, wanted_accounts
from accounts.models import ServicePoint, User
from core.clock import today
from matters.importing.running import import_folder

LINJIANG = Path(__file__).parent.parent / "catalogue" / "linjiang"
FRIDAY_MORNING = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 10:00 in Linjiang, a working day

Snapshot = dict[str, bytes]


@pytest.fixture(scope="session")
def city_snapshot(django_db_setup: None, django_db_blocker: Any) -> Snapshot:
    """The rows of every table after importing the demo city, as COPY data; the database stays empty."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                _import()
                snapshot = _dump()
                transaction.set_rollback(True)
        finally:
            connection.close()
    return snapshot


def _import() -> None:
    outcome = import_folder(LINJIANG, publish=True)
    assert not [finding for finding in outcome.findings if finding.level == "error"]
    create_accounts(wanted_accounts())


def _tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if model._meta.managed})


def _dump() -> Snapshot:
    dumped = {}
    with connection.cursor() as cursor:
        for table in _tables():
            out = io.BytesIO()
            cursor.copy_expert(f'COPY (SELECT * FROM "{table}") TO STDOUT (FORMAT binary)', out)
            dumped[table] = out.getvalue()
    return {table: data for table, data in dumped.items() if len(data) > len(EMPTY)}


EMPTY = b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"\xff\xff"


def restore(snapshot: Snapshot) -> None:
    """Puts the rows back, triggers and key checks asleep; sequences go past the keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in ("django_content_type", "auth_permission"):
            cursor.execute(f'DELETE FROM "{table}"')
        for table, data in snapshot.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN (FORMAT binary)', io.BytesIO(data))
        for sql in _sequence_resets(snapshot):
            cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _sequence_resets(snapshot: Snapshot) -> list[str]:
    """One statement per table with an identity key."""
    resets = []
    for model in apps.get_models(include_auto_created=True):
        key = model._meta.pk
        if model._meta.db_table in snapshot and key.get_internal_type().endswith("AutoField"):
            table, column = model._meta.db_table, key.column
            resets.append(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "
                f'(SELECT max("{column}") FROM "{table}"))'
            )
    return resets


@pytest.fixture
def city(db: None, city_snapshot: Snapshot) -> Iterator[None]:
    """The demo city: 48 matters, seven one-things, its people, departments, halls and accounts."""
    restore(city_snapshot)
    yield


@dataclass(frozen=True)
class Cast:
    """Everybody who acts in the tests, by what they are there."""

    @staticmethod
    def user(username: str) -> User:
        return User.objects.get(username=username)

    @classmethod
    def named(cls, username: str) -> Actor:
        return actor_of(cls.user(username), today())

    @property
    def citizen(self) -> Actor:
        """P3, who buys."""
        return self.named("citizen3")

    @property
    def seller(self) -> Actor:
        """P1, who sells."""
        return self.named("citizen1")

    @property
    def stranger(self) -> Actor:
        """P5, who takes no part and must see nothing."""
        return self.named("citizen5")

    @property
    def agent(self) -> Actor:
        return self.named("agent1")

    @property
    def clerk(self) -> Actor:
        """Serves the main hall."""
        return self.named("clerk1")

    @property
    def other_clerk(self) -> Actor:
        """Serves another hall."""
        return self.named("clerk2")

    @property
    def exit_clerk(self) -> Actor:
        return self.named("exit1")

    @property
    def chief(self) -> Actor:
        return self.named("chief1")

    @property
    def supervisor(self) -> Actor:
        return self.named("supervisor1")

    @property
    def auditor(self) -> Actor:
        return self.named("auditor1")

    def reviewer(self, department: str) -> Actor:
        return self.named(f"reviewer-{department.lower()}")

    @property
    def hall(self) -> ServicePoint:
        return ServicePoint.objects.select_related("area").get(code="H-MAIN")


@pytest.fixture
def cast(city: None) -> Cast:
    """The fixed cast of the demo city."""
    return Cast()
