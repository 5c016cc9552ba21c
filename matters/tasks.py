"""Doors for the workers: what was looked for in vain."""

import logging

from celery import shared_task

from matters.missed import forget_old, keep

log = logging.getLogger(__name__)


@shared_task(name="matters.keep_missed_query")
def keep_missed_query(text: str) -> None:
    """Counts a question that found nothing."""
    keep(text)


@shared_task(name="matters.forget_missed_queries")
def forget_missed_queries() -> None:
    """Forgets what nobody has asked for a long time."""
    log.info("sweeper=missed_queries found=%d", forget_old())
