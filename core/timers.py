"""What is to happen at a time: rows polled with SKIP LOCKED, each fired exactly once.

A timer is claimed in a transaction of its own (a lease), then its handler runs in another, which
deletes the row at its end. A claim holds no lock while the handler waits for the case's, so that an
act that cancels the timer and the timer that wants the case never wait for each other.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import local

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import F

from core import clock
from core.models import Timer

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=10)

Handler = Callable[[str], None]
_handlers: dict[str, Handler] = {}
_running = local()


def timer_handler(kind: str) -> Callable[[Handler], Handler]:
    """Registers the decorated function for a kind of timer; it is called with the subject.

    It runs in a transaction with the timer's deletion. It must return quietly when there is nothing
    left to do; what it raises is tried again later, without holding up other timers.
    """

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise ImproperlyConfigured(f"Two handlers for the timer {kind}.")
        _handlers[kind] = handler
        return handler

    return register


def set_timer(kind: str, subject: str, due_at: datetime) -> None:
    """Sets or moves the one timer of that kind and subject. One statement."""
    _settle(subject, [kind])
    with connection.cursor() as cursor:
        cursor.execute(_SET, [kind, subject, due_at, due_at])


_SET = """
INSERT INTO core_timer AS timer (kind, subject, due_at, next_try_at, fence, failures, last_error)
VALUES (%s, %s, %s, %s, 0, 0, '')
ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, next_try_at = excluded.next_try_at,
    fence = timer.fence + 1, failures = 0, last_error = ''
"""
_REPLACE = "WITH gone AS (DELETE FROM core_timer WHERE kind = %s AND subject = %s)" + _SET  # noqa: S608  two constants


def cancel_timers(subject: str, *kinds: str) -> None:
    """Forgets the subject's timers of these kinds; those that are not set are no matter. One statement."""
    _settle(subject, kinds)
    Timer.objects.filter(subject=subject, kind__in=kinds).delete()


def cancel_timer(kind: str, subject: str) -> None:
    """Forgets one timer."""
    cancel_timers(subject, kind)


def replace_timer(old: str, new: str, subject: str, due_at: datetime) -> None:
    """Forgets one kind of timer of the subject and sets another kind. One statement."""
    _settle(subject, [old, new])
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE, [old, subject, new, subject, due_at, due_at])


@dataclass
class _Firing:
    """The timer whose handler is running in this thread."""

    kind: str
    subject: str
    timer_id: int
    fence: int
    settled: bool = False


class _Overtaken(Exception):
    """The timer was cancelled, moved or fired by another while its handler ran."""


def fire_due(limit: int = 100) -> int:
    """Fires timers whose time has come, at most `limit`; gives how many were found."""
    claimed = _claim(limit)
    for timer_id, kind, subject, fence in claimed:
        _fire(_Firing(kind, subject, timer_id, fence))
    return len(claimed)


def late() -> int:
    """Timers a minute past their time: none in a healthy run, whether nobody polls or nobody handles them."""
    return Timer.objects.filter(due_at__lt=clock.now() - LEASE).count()


def _claim(limit: int) -> list[tuple[int, str, str, int]]:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [now + LEASE, now, list(_handlers), limit])
        return cursor.fetchall()


_CLAIM = """
UPDATE core_timer SET next_try_at = %s, fence = fence + 1
WHERE id IN (
    SELECT id FROM core_timer WHERE next_try_at <= %s AND kind = ANY(%s)
    ORDER BY next_try_at, id LIMIT %s FOR UPDATE SKIP LOCKED
)
RETURNING id, kind, subject, fence
"""


def _fire(firing: _Firing) -> None:
    """Runs the handler and removes the timer, both or neither."""
    _running.firing = firing
    try:
        with transaction.atomic():
            _handlers[firing.kind](firing.subject)
            if not firing.settled:
                _remove(firing)
    except _Overtaken:
        log.info("timer %s %s was overtaken", firing.kind, firing.subject)
    except Exception as error:
        log.exception("timer %s %s failed", firing.kind, firing.subject)
        _postpone(firing, error)
    finally:
        _running.firing = None


def _settle(subject: str, kinds: Collection[str]) -> None:
    """When a handler cancels or moves its own timer, that is the timer's end: take it now, under the lock."""
    firing: _Firing | None = getattr(_running, "firing", None)
    if firing and not firing.settled and firing.subject == subject and firing.kind in kinds:
        _remove(firing)
        firing.settled = True


def _remove(firing: _Firing) -> None:
    gone, _rows = Timer.objects.filter(pk=firing.timer_id, fence=firing.fence).delete()
    if not gone:
        raise _Overtaken


def _postpone(firing: _Firing, error: Exception) -> None:
    """5 s, 10 s, 20 s … up to ten minutes; the row keeps what went wrong."""
    timer = Timer.objects.filter(pk=firing.timer_id, fence=firing.fence).first()
    if timer is None:
        return
    wait = min(FIRST_WAIT * 2 ** min(timer.failures, 10), LONGEST_WAIT)
    Timer.objects.filter(pk=timer.pk, fence=firing.fence).update(
        failures=F("failures") + 1,
        next_try_at=clock.now() + wait,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
