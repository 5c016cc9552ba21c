"""Doors from Celery."""

import logging
from datetime import date, timedelta

from celery import shared_task

from cases.sockets import PartnerSilent, has_gateway
from core.clock import today
from dataexchange.payments.reconciling import reconcile

log = logging.getLogger(__name__)


@shared_task(name="dataexchange.reconcile")
def reconcile_yesterday(day: str = "") -> int:
    """Compares the books of the day before (or that day, 2026-11-20); how many differences there are."""
    if not has_gateway():
        return 0
    try:
        report = reconcile(date.fromisoformat(day) if day else today() - timedelta(days=1))
    except PartnerSilent as silence:
        log.error("the books were not compared: %s", silence)
        return -1
    for row in report.differences:
        log.error("books differ: %s %s ours=%s theirs=%s", row.kind, row.number, row.ours_fen, row.theirs_fen)
    log.info(
        "books of %s: movements=%d differences=%d", report.day, report.movements, len(report.differences)
    )
    return len(report.differences)
