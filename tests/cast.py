"""The demo city in a test, and the fixed cast that acts in it.

`city` puts the whole imported catalogue and the demo accounts into the test's database. It is
imported once a session, kept as COPY data and put back in a fraction of a second, inside the test's
own transaction or committed, as the test needs.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import override_settings

from accounts.actions import Terms, accept_mandate, give_consent, give_mandate, note_notice
from accounts.actor import Actor, actor_of
from accounts.demo import create_accounts, wanted_accounts
from accounts.models import Department, Mandate, Organisation, Person, Post, Role, ServicePoint, User
from core.clock import today
from core.keys import make_all
from matters.importing.running import import_folder
from matters.models import Element

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
    _agree()


def _agree() -> None:
    """Everybody was told and has agreed to sensitive data before; tests of the agreement take it back."""
    sensitive = list(Element.objects.filter(sensitivity="sensitive_personal").values_list("code", flat=True))
    for user in User.objects.filter(person__isnull=False).order_by("id"):
        person = user.person_id
        note_notice(person, by=actor_of(user, today()))
        give_consent(
            person, by=actor_of(user, today()), elements=sensitive, about={"zh": "全部", "en": "All"}
        )


KEPT_BY_DJANGO = {"django_content_type", "auth_permission"}
COMMITS_BY_ITSELF = {"ledger_accessentry"}  # on a connection of its own: never part of a test's rows
EMPTY = b"PGCOPY\n\xff\r\n\0" + bytes(8) + b"\xff\xff"


def _tables() -> dict[str, str]:
    """table -> its columns, those that the database computes left out."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, string_agg(quote_ident(column_name), ',' ORDER BY ordinal_position) "
            "FROM information_schema.columns WHERE is_generated = 'NEVER' AND table_name = ANY(%s) "
            "GROUP BY table_name",
            [sorted(tables - KEPT_BY_DJANGO - COMMITS_BY_ITSELF)],
        )
        return dict(cursor.fetchall())


def _dump() -> Snapshot:
    dumped = {}
    tables = _tables()
    with connection.cursor() as cursor:
        for table, columns in tables.items():
            out = io.BytesIO()
            cursor.copy_expert(f'COPY (SELECT {columns} FROM "{table}") TO STDOUT (FORMAT binary)', out)
            dumped[f'"{table}" ({columns})'] = out.getvalue()
    return {target: data for target, data in dumped.items() if len(data) > len(EMPTY)}


def restore(snapshot: Snapshot) -> None:
    """Puts the rows back, triggers and key checks asleep; sequences go past the keys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for target, data in snapshot.items():
            cursor.copy_expert(f"COPY {target} FROM STDIN (FORMAT binary)", io.BytesIO(data))
        for sql in _sequence_resets(snapshot):
            cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _sequence_resets(snapshot: Snapshot) -> list[str]:
    """One statement per table with an identity key."""
    resets = []
    restored = {target.split('"')[1] for target in snapshot}
    for model in apps.get_models(include_auto_created=True):
        key = model._meta.pk
        if model._meta.db_table in restored and key.get_internal_type().endswith("AutoField"):
            table, column = model._meta.db_table, key.column
            resets.append(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), "
                f'(SELECT max("{column}") FROM "{table}"))'
            )
    return resets


@pytest.fixture(scope="session")
def demo_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keys and a file store of the session's own."""
    home = tmp_path_factory.mktemp("keys")
    make_all(home)
    with override_settings(KEY_DIR=home, MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield home


@pytest.fixture
def city(db: None, demo_keys: Path, city_snapshot: Snapshot) -> Iterator[None]:
    """The demo city: 48 matters, seven one-things, its people, departments, halls and accounts."""
    restore(city_snapshot)
    return


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

    def colleague(self, department: str) -> Actor:
        """A second reviewer of that department."""
        body = Department.objects.get(code=department)
        user, _new = User.objects.get_or_create(username=f"colleague-{department.lower()}")
        Post.objects.get_or_create(
            user=user, role=Role.REVIEWER, department=body, defaults={"valid_from": date(2026, 1, 1)}
        )
        return actor_of(user, today())

    def mandate(self, principal: Actor, agent: str, *, scope: str = "", organisation: str = "") -> Mandate:
        """A mandate that was given and taken up: of a person, or of an organisation they represent."""
        terms = Terms(scope, today() - timedelta(days=1), today() + timedelta(days=90))
        whose: Person | Organisation = (
            Organisation.objects.get(code=organisation)
            if organisation
            else Person.objects.get(pk=principal.person_id)
        )
        mandate = give_mandate(whose, by=principal, agent=self.user(agent), terms=terms)
        return accept_mandate(mandate, by=self.named(agent))

    @property
    def hall(self) -> ServicePoint:
        return ServicePoint.objects.select_related("area").get(code="H-MAIN")


@pytest.fixture
def cast(city: None) -> Cast:
    """The fixed cast of the demo city."""
    return Cast()
