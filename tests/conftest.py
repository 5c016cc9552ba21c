"""What every test may rely on."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations

from core import calendar_cache
from ledger import doorbell
from matters.composing import stored
from tests.cast import cast, city, city_snapshot, demo_keys

__all__ = ["cast", "city", "city_snapshot", "demo_keys"]


@pytest.fixture(autouse=True)
def _calendar_of_this_test() -> Iterator[None]:
    """A calendar that one test loaded is rolled back with it; the copy in memory goes too."""
    calendar_cache.forget()
    yield
    calendar_cache.forget()


@pytest.fixture(autouse=True)
def _catalogue_of_this_test() -> Iterator[None]:
    """Keys of one test's handbooks return in another's: what composing kept in memory goes."""
    yield
    stored.forget()


@pytest.fixture(autouse=True)
def _silent_doorbell(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only tests of real processes ring a real broker."""
    if request.node.get_closest_marker("processes") is None:
        monkeypatch.setattr(doorbell, "publish", lambda queue: True)


KEPT_BY_DJANGO = {"django_content_type", "auth_permission", "django_migrations"}


@pytest.fixture(autouse=True, scope="session")
def _quick_flush() -> Iterator[None]:
    """After a test that commits, only tables with rows are emptied, the append-only ones too."""
    flush = DatabaseOperations.execute_sql_flush
    DatabaseOperations.execute_sql_flush = _empty_filled_tables
    yield
    DatabaseOperations.execute_sql_flush = flush


def _empty_filled_tables(operations: DatabaseOperations, _statements: list[str]) -> None:
    connection = operations.connection
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in sorted(tables - KEPT_BY_DJANGO)
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in filled:
            cursor.execute(f"DELETE FROM {table}")
