"""The one seam for "now" and for the city's own time.

Rows keep UTC; people and working days live in Asia/Shanghai.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


class FrozenClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def move(self, step: timedelta) -> datetime:
        """Goes forward by that much."""
        self.at += step
        return self.at


_frozen: FrozenClock | None = None


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.at if _frozen else datetime.now(UTC)


def is_frozen() -> bool:
    """Whether a test holds the time; the ledger then follows this clock instead of the database's."""
    return _frozen is not None


def local(at: datetime) -> datetime:
    """The same instant on the city's clock."""
    return at.astimezone(ZONE)


def local_date(at: datetime) -> date:
    """The calendar day of that instant in the city."""
    return local(at).date()


def day_begins(at: datetime) -> datetime:
    """Midnight, on the city's clock, of the day of that instant."""
    return local(at).replace(hour=0, minute=0, second=0, microsecond=0)


def today() -> date:
    """The present day in the city."""
    return local_date(now())


@contextmanager
def frozen(at: datetime) -> Iterator[FrozenClock]:
    """Holds the time for the whole process (every thread) while the block runs. For tests."""
    global _frozen
    if at.tzinfo is None:
        raise ValueError("A frozen instant needs a time zone.")
    before, _frozen = _frozen, FrozenClock(at.astimezone(UTC))
    try:
        yield _frozen
    finally:
        _frozen = before
