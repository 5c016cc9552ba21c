"""Doors for the clock: what Celery beat calls, every few seconds to every hour."""

import logging

from celery import shared_task

from core import clock
from core.idempotency import purge_keys as forget_keys
from core.limiting import forget_attempts
from core.models import Heartbeat
from core.timers import fire_due, late

log = logging.getLogger(__name__)


@shared_task(name="core.fire_timers")
def fire_timers() -> None:
    """Fires the timers that are due."""
    found = fire_due()
    if found:
        log.info("sweeper=timers found=%d", found)
    if overdue := late():
        log.warning("sweeper=late_timers found=%d", overdue)


@shared_task(name="core.purge_keys")
def purge_keys() -> None:
    """Forgets idempotency keys older than seven days, and tries older than one."""
    log.info("sweeper=keys found=%d", forget_keys())
    log.info("sweeper=attempts found=%d", forget_attempts())


@shared_task(name="core.heartbeat")
def heartbeat() -> None:
    """Shows that beat rings and a worker answers."""
    Heartbeat.objects.update_or_create(process="worker", defaults={"at": clock.now()})
