"""The cast at the API."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache

from core.clock import FrozenClock, frozen
from ledger import access
from tests.api.caller import Caller
from tests.cast import FRIDAY_MORNING


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture(autouse=True)
def _forget_looks(city: None) -> Iterator[None]:
    """The access log commits on a connection of its own: no rollback takes its entries back."""
    yield
    with access._own_connection().cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_accessentry")
    access.close_own_connection()


@pytest.fixture
def at(city: None) -> Iterator[FrozenClock]:
    """Friday, 10:00 in the city: the clock stands still."""
    moment: datetime = FRIDAY_MORNING
    with frozen(moment) as clock:
        yield clock


@pytest.fixture
def as_(city: None) -> Callable[[str], Caller]:
    """`as_("clerk1")` calls as that account."""
    return Caller.named


@pytest.fixture
def buyer(city: None) -> Caller:
    """P3, who applies."""
    return Caller.named("citizen3")


@pytest.fixture
def seller(city: None) -> Caller:
    """P1, who sells."""
    return Caller.named("citizen1")


@pytest.fixture
def stranger(city: None) -> Caller:
    """P5, who takes no part and must see nothing."""
    return Caller.named("citizen5")


@pytest.fixture
def clerk(city: None) -> Caller:
    """Serves the main hall."""
    return Caller.named("clerk1")


@pytest.fixture
def anybody(city: None) -> Caller:
    """Not signed in."""
    return Caller()
