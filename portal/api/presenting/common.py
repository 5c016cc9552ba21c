"""Moments and ids as the API writes them."""

from datetime import date, datetime

from core.clock import local


def moment(at: datetime | None) -> str | None:
    """RFC 3339 with the city's offset. A text, so that a kept answer is given again letter by letter."""
    return local(at).isoformat() if at else None


def day(on: date | None) -> str | None:
    """YYYY-MM-DD."""
    return on.isoformat() if on else None
