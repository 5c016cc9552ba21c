"""Doors from Celery."""

import logging

from celery import shared_task

from accounts.actor import Actor
from approvals.actions import apologise
from approvals.reminding import remind as remind_all
from approvals.selectors import owed_an_apology
from core import clock
from core.errors import WrongState

log = logging.getLogger(__name__)
BATCH = 100


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
