"""What people looked for in vain, kept for the catalogue's editors without a trace of who asked.

Kept are short questions in Chinese words alone: a number, a name in Latin letters, an address or a
whole story could say who asked. What was asked once says too little and might be somebody's name:
editors see a question from the third time on. After ninety days without it a question is forgotten.
"""

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from core.clock import today
from ledger import doorbell
from matters.models import MissedQuery
from matters.searching import plain

TASK = "matters.keep_missed_query"
QUEUE = "default"
SHOWN_FROM = 3
KEPT_DAYS = 90
MOST_KEPT = 5000  # a flood of nonsense fills no disk
KEEPABLE = re.compile(r"[\u4e00-\u9fff]{2,20}")


def keepable(q: str) -> str:
    """The question as it may be kept, or empty."""
    text = plain(q)
    return text if KEEPABLE.fullmatch(text) else ""


def report(q: str) -> None:
    """Hands a question nobody could answer to a worker: a page that only reads writes nothing itself.

    When the broker is down the question is lost, and the page is not.
    """
    if text := keepable(q):
        doorbell.send(TASK, [text], queue=QUEUE)


@transaction.atomic
def keep(q: str) -> None:
    """Counts the question; a new one only while there is room."""
    text, day = keepable(q), today()
    known = MissedQuery.objects.filter(text=text)
    if not text or known.update(times=F("times") + 1, last_on=day):
        return
    if MissedQuery.objects.count() < MOST_KEPT:
        new = MissedQuery(text=text, first_on=day, last_on=day)
        MissedQuery.objects.bulk_create([new], ignore_conflicts=True)


def forget_old() -> int:
    """Removes what nobody asked for ninety days. Gives how many."""
    last = today() - timedelta(days=KEPT_DAYS)
    return MissedQuery.objects.filter(last_on__lt=last).delete()[0]


def for_editors() -> QuerySet[MissedQuery]:
    """What editors may read, the most wanted first."""
    return MissedQuery.objects.filter(times__gte=SHOWN_FROM)
