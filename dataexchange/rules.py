"""The rules of the exchange with other systems. All pure."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

FAILURES_TO_OPEN = 5
FIRST_REST_SECONDS = 5.0
LONGEST_REST_SECONDS = 120.0
LONGEST_WISH_SECONDS = 600.0  # a Retry-After beyond this is cut: the queue must not sleep for days
PROBE_SECONDS = 15.0  # longer than the longest call


def rest_seconds(failures: int, *, wish: float | None = None, spread: float | None = None) -> float:
    """How long to leave a partner alone after that many failures in a row; 0 when it may go on.

    `wish`: the partner's own Retry-After in seconds. `spread` in 0..1 keeps many callers apart.
    """
    if wish is not None and wish > 0:
        return min(wish, LONGEST_WISH_SECONDS)
    if failures < FAILURES_TO_OPEN:
        return 0.0
    whole = min(FIRST_REST_SECONDS * 2.0 ** (failures - FAILURES_TO_OPEN), LONGEST_REST_SECONDS)
    part = random.random() if spread is None else spread  # noqa: S311  spreads calls, guards nothing
    return whole * (0.75 + part / 4)


def probe_until(now: datetime) -> datetime:
    """Until when the one who tries a resting partner first keeps the others away."""
    return now + timedelta(seconds=PROBE_SECONDS)


def fits_subject(record: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    """Whether a record is about the subject that was asked for, as far as it says so itself."""
    return all(record.get(key) in (None, asked[key]) for key in ("id_number", "uscc") if key in asked)
