"""What every test may rely on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

from core import calendar_cache
from ledger import doorbell
from tests.cast import cast, city, city_snapshot, demo_keys

__all__ = ["cast", "city", "city_snapshot", "demo_keys"]


@pytest.fixture(autouse=True)
def _calendar_of_this_test() -> Iterator[None]:
    """A calendar that one test loaded is rolled back with it; the copy in memory goes too."""
    calendar_cache.forget()
    yield
    calendar_cache.forget()


@pytest.fixture(autouse=True)
def _silent_doorbell(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only tests of real processes ring a real broker."""
    if request.node.get_closest_marker("processes") is None:
        monkeypatch.setattr(doorbell, "publish", lambda queue: True)


@pytest.fixture(autouse=True, scope="session")
def _flush_may_empty_the_ledger() -> Iterator[None]:
    """Between tests that commit, every table is emptied, the append-only ones too."""
    flush = DatabaseOperations.execute_sql_flush

    def without_triggers(self: DatabaseOperations, sql_list: list[str]) -> Any:
        quiet = ["SET session_replication_role = replica"]
        return flush(self, [*quiet, *sql_list, "SET session_replication_role = DEFAULT"])

    DatabaseOperations.execute_sql_flush = without_triggers
    yield
    DatabaseOperations.execute_sql_flush = flush
