"""Doors from Celery."""

import logging
from datetime import timedelta

from celery import shared_task

from accounts.actor import Actor
from approvals.actions import apologise, archive_case
from approvals.deadlines import ARCHIVE_AGAIN
from approvals.reminding import remind as remind_all
from approvals.selectors import owed_an_apology, ready_for_archive
from cases.models import Case
from core import clock
from core.errors import Stale, WrongState
from core.timers import set_timer

log = logging.getLogger(__name__)
BATCH = 100
LONGEST_PACKING = 100  # seconds: a crashed worker's message comes back after 120
FAILED_WAITS = timedelta(days=1)


@shared_task(name="approvals.apologise_late")
def apologise_late() -> int:
    """Apologises for every promise that has just been broken, once; gives how many were said."""
    said = 0
    for case in owed_an_apology(clock.now(), BATCH):
        try:
            said += apologise(case, by=Actor.system("apologies")) is not None
        except WrongState:
            log.info("case %s was settled meanwhile", case.pk)
    return said


@shared_task(name="approvals.remind")
def remind() -> int:
    """Tells everybody whose time runs out soon, once for each; gives how many were told."""
    return remind_all()


@shared_task(name="approvals.archive_closed")
def archive_closed() -> int:
    """Hands each case that is ready for the archive to the papers' process; gives how many there were.

    A case that is handed over again before its turn came is archived once.
    """
    ready = ready_for_archive(clock.now(), BATCH)
    for case_id in ready:
        archive_one.apply_async((case_id,), queue="papers")
    return len(ready)


@shared_task(name="approvals.archive_one", soft_time_limit=LONGEST_PACKING, time_limit=LONGEST_PACKING + 10)
def archive_one(case_id: int) -> bool:
    """Archives one case, whole or not at all; one that can't be now makes room for others for a day."""
    try:
        archive_case(Case.objects.get(pk=case_id), by=Actor.system("archive"))
    except Stale:
        log.info("case %s moved on; the next run takes it", case_id)
    except Exception:
        log.exception("case %s could not be archived", case_id)
        set_timer(ARCHIVE_AGAIN, str(case_id), clock.now() + FAILED_WAITS)
    else:
        return True
    return False
