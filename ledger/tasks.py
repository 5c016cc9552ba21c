"""Doors of the ledger: what the bell and the clock call."""

import logging

from celery import shared_task

from ledger import checkpoints, partitions, relay, sequencer

log = logging.getLogger(__name__)


@shared_task(name="ledger.deliver")
def deliver(queue: str) -> None:
    """Works off the due deliveries of a queue."""
    relay.drain(queue)


@shared_task(name="ledger.sweep")
def sweep() -> None:
    """Rings again for deliveries that were not brought in time."""
    _report("deliveries", relay.sweep())


@shared_task(name="ledger.number_events")
def number_events() -> None:
    """Gives committed events their numbers."""
    _report("events", sequencer.number_events())


@shared_task(name="ledger.sign_checkpoint")
def sign_checkpoint() -> None:
    """Signs what was numbered since the last checkpoint, and sees that next month has its partition."""
    partitions.ensure_partitions()
    _report("checkpoints", checkpoints.sign_checkpoints())


def _report(sweeper: str, found: int) -> None:
    if found:
        log.info("sweeper=%s found=%d", sweeper, found)
