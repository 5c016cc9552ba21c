"""Kinder than asked: a word before a time runs out, once for each, while something can still be done.

The finders give only what nobody was told of yet, at most `BATCH` rows each: a run that finds nothing
reads nothing. What a reminder is about is its key, worked out where it is looked for: in the database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat, TruncDate

from approvals.telling import Message, applicants_of, tell
from cases.deadlines import DRAFT_EXPIRY
from cases.models import Case, Correction, Party, Undertaking
from cases.states import AT_INTAKE, BEFORE_SUBMISSION, CaseState
from core import clock
from core.models import Timer
from notices import receiving_wording as wording
from notices.models import Notice
from notices.wording import when

BATCH = 200  # reminders of a sort in one run: the next run is ten minutes away
BEFORE_DRAFT_ENDS = timedelta(days=3)
BEFORE_DUE = timedelta(days=1, hours=12)
DAY = timedelta(days=1)
ANSWER = {"zh": "补正或回复", "en": "correct or answer"}
OWED = {"zh": "补交承诺的材料", "en": "hand in what was to follow"}
OPEN = (*AT_INTAKE, CaseState.IN_REVIEW)


@dataclass(frozen=True)
class Reminder:
    """One word to the applicant of one case. `key` is what it is about: the same key is told once."""

    case: Case
    message: Message
    key: str
    page: str


def remind() -> int:
    """Tells everybody whose time runs out soon, nobody twice; gives how many reminders there were."""
    now = clock.now()
    finders: tuple[Callable[[datetime], Iterator[Reminder]], ...] = (_drafts, _answers, _owed)
    told = 0
    for find in finders:
        for reminder in find(now):
            _tell(reminder)
            told += 1
    return told


@transaction.atomic
def _tell(reminder: Reminder) -> None:
    """Everybody who reads for the applicant, or nobody: then it is found again."""
    readers = applicants_of(reminder.case)
    tell(readers, reminder.message, reminder.case, reminder_of=reminder.key, page=reminder.page)


def _untold(rows: QuerySet[Any], kind: str, *key: Any) -> QuerySet[Any]:
    """The first rows, soonest due, of whose `key` nobody was told yet in that kind of notice."""
    told = Notice.objects.filter(kind=kind, reminder_of=OuterRef("key"))
    keyed = rows.annotate(key=Concat(*key, output_field=CharField())).filter(~Exists(told))
    return keyed.order_by("due_at", "pk")[:BATCH]


def _drafts(now: datetime) -> Iterator[Reminder]:
    """Drafts that end within three days; one that was kept for longer has another day to be told of."""
    soon = {"due_at__gt": now, "next_try_at__gt": now, "next_try_at__lte": now + BEFORE_DRAFT_ENDS}
    somebodys = Case.objects.filter(
        Exists(Party.objects.filter(case=OuterRef("pk"))),
        pk=Cast(OuterRef("subject"), BigIntegerField()),
        state__in=BEFORE_SUBMISSION,
    )
    timers = Timer.objects.filter(Exists(somebodys), kind=DRAFT_EXPIRY, **soon)
    day = Cast(TruncDate("due_at", tzinfo=clock.ZONE), CharField())
    found = list(_untold(timers, wording.DRAFT_EXPIRES, Value("draft "), "subject", Value(" "), day))
    cases = Case.objects.in_bulk([int(timer.subject) for timer in found])
    for timer in found:
        message = (wording.DRAFT_EXPIRES, {"due": when(timer.due_at)})
        yield Reminder(cases[int(timer.subject)], message, timer.key, "apply/")


def _answers(now: datetime) -> Iterator[Reminder]:
    """Corrections and questions that wait for the applicant."""
    rows = Correction.objects.filter(answered_at__isnull=True, case__state__in=OPEN)
    return _due(rows, "correction ", ANSWER, now)


def _owed(now: datetime) -> Iterator[Reminder]:
    """Materials that were to follow."""
    rows = Undertaking.objects.filter(fulfilled_at__isnull=True, case__state=CaseState.IN_REVIEW)
    return _due(rows, "undertaking ", OWED, now)


def _due(rows: QuerySet[Any], about: str, what: dict[str, str], now: datetime) -> Iterator[Reminder]:
    """What is due within a day and a half: told once as soon due, and once on the last day itself."""
    midnight = clock.day_begins(now) + DAY
    today = rows.filter(due_at__gt=now, due_at__lt=midnight)
    later = rows.filter(due_at__gte=midnight, due_at__lte=now + BEFORE_DUE)
    for kind, window in ((wording.DUE_TODAY, today), (wording.DUE_SOON, later)):
        key = (Value(about), Cast("pk", CharField()))
        for row in _untold(window.select_related("case"), kind, *key):
            params = {"due": when(row.due_at), "what": what}
            yield Reminder(row.case, (kind, params), row.key, "correct/")
