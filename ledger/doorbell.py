"""Rings a Celery queue after commit. Losing the ring loses nothing: the sweeper looks every few seconds."""

import logging
import threading
import time

from celery import current_app

log = logging.getLogger(__name__)

TASK = "ledger.deliver"
EXPIRES_SECONDS = 30
REST_SECONDS = 5.0


class _Breaker:
    """After a failure, nobody in this process tries for a moment: one caller pays, not all."""

    def __init__(self) -> None:
        self.closed_until = 0.0

    def is_open(self) -> bool:
        return time.monotonic() < self.closed_until

    def trip(self) -> None:
        self.closed_until = time.monotonic() + REST_SECONDS

    def reset(self) -> None:
        self.closed_until = 0.0


breaker = _Breaker()
_rung = threading.local()


def ring(queue: str, transaction_id: int) -> None:
    """Wakes a worker of the queue, once per transaction however many events it wrote. Never raises."""
    last = _rung.__dict__.setdefault("by_queue", {})
    if last.get(queue) == transaction_id:
        return
    last[queue] = transaction_id
    publish(queue)


def publish(queue: str) -> bool:
    """Sends the wake-up call; False when the broker did not take it."""
    if breaker.is_open():
        return False
    try:
        current_app.send_task(TASK, args=[queue], queue=queue, expires=EXPIRES_SECONDS, retry=False)
    except Exception as error:  # noqa: BLE001  whatever a broker can do wrong, the act has committed
        breaker.trip()
        log.warning("the broker did not take the bell for %s: %s", queue, error)
        return False
    return True
