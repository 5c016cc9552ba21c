"""Rings a Celery queue after commit. Losing the ring loses nothing: the sweeper looks every few seconds."""

import logging
import threading
import time
from functools import cache

from celery import current_app
from kombu.pools import ProducerPool, producers

log = logging.getLogger(__name__)

TASK = "ledger.deliver"
EXPIRES_SECONDS = 30
REST_SECONDS = 5.0
PATIENCE_SECONDS = 0.5


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
    return send(TASK, [queue], queue=queue)


def send(task: str, args: list[str], *, queue: str) -> bool:
    """Sends a message that may be lost; False when the broker did not take it. Never raises or waits long."""
    if breaker.is_open():
        return False
    try:
        with _producers().acquire(block=True, timeout=PATIENCE_SECONDS) as producer:
            current_app.send_task(
                task, args=args, queue=queue, expires=EXPIRES_SECONDS, retry=False, producer=producer
            )
    except Exception as error:  # noqa: BLE001  whatever a broker can do wrong, the act has committed
        breaker.trip()
        log.warning("the broker did not take the bell for %s: %s", queue, error)
        return False
    return True


@cache
def _producers() -> ProducerPool:
    """Connections of the bell's own: they give up at once, where a worker's would wait and try again."""
    impatient = {
        "socket_connect_timeout": PATIENCE_SECONDS,
        "socket_timeout": PATIENCE_SECONDS,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
    }
    return producers[current_app.connection_for_write(transport_options=impatient)]
