"""Brings recorded events to their subscribers, each effect exactly once.

A delivery is claimed with a lease and a fence in a transaction of its own. The effect, the inbox
row and the removal of the delivery then share one transaction, which only the holder of the newest
fence can commit: a worker that was thought dead and comes back changes nothing.
"""

import logging
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from ledger import doorbell, registry
from ledger.models import Delivery, Event
from ledger.registry import Subscriber

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=40)  # a killed worker's work is taken up again within a minute
FRESH = timedelta(seconds=3)  # younger deliveries are left to the bell
TRIES_INSIDE, TRIES_OUTSIDE = 10, 150  # a poisoned event is parked; a system that is down gets a day
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 2.0, 600.0
BUDGET_SECONDS = 20.0
BELLS_PER_SWEEP = 4


class TryLater(Exception):
    """A handler's word that its receiver can't take the event now: it does not count as a try."""

    def __init__(self, seconds: float, reason: str = "") -> None:
        super().__init__(reason or f"try again in {seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Claim:
    """A delivery that this worker holds until the lease ends."""

    id: int
    event_id: int
    subscriber: str
    fence: int
    attempts: int


def drain(queue: str, budget: float = BUDGET_SECONDS) -> int:
    """Works off what is due in a queue for at most `budget` seconds; gives how many were applied."""
    end = time.monotonic() + budget
    applied = 0
    while time.monotonic() < end:
        claims = claim(queue)
        if not claims:
            break
        applied += work_off(claims)
    return applied


def drain_all() -> int:
    """Works off what is due in every queue, here and now: for commands and tests."""
    applied = 0
    while queues := _queues_due(timedelta()):
        before = applied
        applied += sum(drain(queue) for queue in queues)
        if applied == before:
            break
    return applied


def claim(queue: str) -> list[Claim]:
    """Takes leases on due deliveries of a queue, never more per receiver than it may have at once."""
    entries = registry.subscribers()
    values: dict[str, Any] = {
        "queue": queue,
        "names": [entry.key for entry in entries],
        "limits": [entry.leases for entry in entries],
        "batches": [entry.batch for entry in entries],
        "lease": LEASE,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ledger {queue}"])
        cursor.execute(_CLAIM, values)
        return [Claim(*row) for row in cursor.fetchall()]


# An unknown receiver (its code is gone) is claimed one at a time, to be parked.
_CLAIM = """
WITH receiver AS (
    SELECT * FROM unnest(%(names)s::text[], %(limits)s::int[], %(batches)s::int[])
        AS receiver (name, leases, batch)
), busy AS (
    SELECT subscriber, count(*) AS leased FROM ledger_delivery
    WHERE queue = %(queue)s AND lease_until > statement_timestamp() GROUP BY subscriber
), due AS (
    SELECT id, subscriber, next_at, row_number() OVER (PARTITION BY subscriber ORDER BY next_at, id) AS place
    FROM ledger_delivery
    WHERE queue = %(queue)s AND parked_at IS NULL AND next_at <= statement_timestamp()
), chosen AS (
    SELECT delivery.id FROM due
    JOIN ledger_delivery delivery ON delivery.id = due.id
    LEFT JOIN receiver ON receiver.name = split_part(due.subscriber, ':', 1)
    LEFT JOIN busy ON busy.subscriber = due.subscriber
    WHERE due.place <= least(coalesce(receiver.batch, 1), receiver.leases - coalesce(busy.leased, 0))
    ORDER BY due.next_at, due.id LIMIT 20
    FOR UPDATE OF delivery SKIP LOCKED
)
UPDATE ledger_delivery delivery
SET attempts = attempts + 1, fence = fence + 1,
    lease_until = statement_timestamp() + %(lease)s, next_at = statement_timestamp() + %(lease)s
FROM chosen WHERE delivery.id = chosen.id
RETURNING delivery.id, delivery.event_id, delivery.subscriber, delivery.fence, delivery.attempts
"""


def work_off(claims: Iterable[Claim]) -> int:
    """Applies claimed deliveries one by one; a failure of one leaves the others alone."""
    claims = sorted(claims, key=lambda held: held.event_id)
    events = Event.objects.in_bulk([held.event_id for held in claims])
    return sum(_apply(held, events[held.event_id]) for held in claims)


def _apply(held: Claim, event: Event) -> bool:
    entry, part = registry.subscriber_named(held.subscriber)
    if entry is None:
        return _park(held, "no such subscriber")
    if held.attempts > _tries(entry):
        return _park(held, "its worker died every time")
    apply = _apply_outside if entry.outside else _apply_inside
    try:
        return apply(held, entry, (event, part) if entry.split else (event,))
    except TryLater as later:
        _postpone(held, later.seconds, str(later), counted=False)
    except Exception as error:
        log.exception("delivery of event %d to %s failed", held.event_id, held.subscriber)
        _fail(held, entry, error)
    return False


def _apply_inside(held: Claim, entry: Subscriber, arguments: tuple[Any, ...]) -> bool:
    """Effect, inbox row and the delivery's end in one transaction."""
    with transaction.atomic():
        mine, new = _settle(held)
        if mine and new:
            entry.handler(*arguments)
    return mine


def _apply_outside(held: Claim, entry: Subscriber, arguments: tuple[Any, ...]) -> bool:
    """The other system is told first; should we die now, it is told again and knows the event by its id."""
    entry.handler(*arguments)
    with transaction.atomic():
        mine, _new = _settle(held)
    return mine


def _settle(held: Claim) -> tuple[bool, bool]:
    """Ends the delivery: whether it was still ours, and whether its effect is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"id": held.id, "fence": held.fence})
        mine, new = cursor.fetchone()
    if not mine:
        log.warning("stale=refused event=%d subscriber=%s", held.event_id, held.subscriber)
    return bool(mine), bool(new)


_SETTLE = """
WITH gone AS (
    DELETE FROM ledger_delivery WHERE id = %(id)s AND fence = %(fence)s RETURNING event_id, subscriber
), noted AS (
    INSERT INTO ledger_inbox (event_id, subscriber) SELECT event_id, subscriber FROM gone
    ON CONFLICT DO NOTHING RETURNING id
)
SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM noted)
"""


def _tries(entry: Subscriber) -> int:
    return TRIES_OUTSIDE if entry.outside else TRIES_INSIDE


def _fail(held: Claim, entry: Subscriber, error: Exception) -> None:
    reason = f"{type(error).__name__}: {error}"
    if held.attempts >= _tries(entry):
        _park(held, reason)
        return
    wait = min(FIRST_WAIT_SECONDS * 2 ** min(held.attempts - 1, 20), LONGEST_WAIT_SECONDS)
    _postpone(held, wait * random.uniform(0.5, 1.0), reason)  # noqa: S311  spreads retries, guards nothing


def _postpone(held: Claim, seconds: float, reason: str, *, counted: bool = True) -> None:
    values: list[Any] = [timedelta(seconds=seconds), 0 if counted else 1, reason[:2000], held.id, held.fence]
    with connection.cursor() as cursor:
        cursor.execute(_POSTPONE, values)


_POSTPONE = """
UPDATE ledger_delivery SET lease_until = NULL, next_at = clock_timestamp() + %s, attempts = attempts - %s,
    last_error = %s
WHERE id = %s AND fence = %s
"""


def _park(held: Claim, reason: str) -> bool:
    """Takes the delivery out of circulation, visibly, until someone releases it."""
    log.error("parked event=%d subscriber=%s reason=%s", held.event_id, held.subscriber, reason)
    with connection.cursor() as cursor:
        cursor.execute(_PARK, [reason[:2000], held.id, held.fence])
    return False


_PARK = """
UPDATE ledger_delivery SET parked_at = clock_timestamp(), lease_until = NULL, last_error = %s
WHERE id = %s AND fence = %s
"""


def release(ids: Iterable[int]) -> int:
    """Lets parked deliveries try again from the beginning; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute(_RELEASE, [list(ids)])
        return cursor.rowcount


_RELEASE = """
UPDATE ledger_delivery SET parked_at = NULL, attempts = 0, next_at = clock_timestamp()
WHERE id = ANY(%s) AND parked_at IS NOT NULL
"""


def wake(subscriber: str) -> int:
    """A receiver is back: what waits for it is due now. Gives how many."""
    with connection.cursor() as cursor:
        cursor.execute(_WAKE, [subscriber])
        return cursor.rowcount


_WAKE = """
UPDATE ledger_delivery SET next_at = clock_timestamp()
WHERE subscriber = %s AND parked_at IS NULL AND lease_until IS NULL AND next_at > clock_timestamp()
"""


def sweep() -> int:
    """Rings for deliveries that no bell has brought in time; gives how many were found."""
    found = _queues_due(FRESH)
    for queue, count in found.items():
        for _bell in range(min(BELLS_PER_SWEEP, -(-count // registry.INSIDE_BATCH))):
            doorbell.publish(queue)
    return sum(found.values())


def _queues_due(older_than: timedelta) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [older_than.total_seconds()])
        return dict(cursor.fetchall())


_DUE = """
SELECT queue, count(*) FROM ledger_delivery
WHERE parked_at IS NULL AND next_at <= statement_timestamp() - make_interval(secs => %s) GROUP BY queue
"""


def parked() -> list[Delivery]:
    """Deliveries that were given up and wait for a person."""
    given_up = Delivery.objects.filter(parked_at__isnull=False)
    return list(given_up.select_related("event").order_by("parked_at"))
