"""Kinder than asked: a word before a time runs out, once for each, while something can still be done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Person
from cases.deadlines import DRAFT_EXPIRY
from cases.models import Case, Correction, Party, Undertaking
from cases.states import AT_INTAKE, BEFORE_SUBMISSION, CaseState
from core import clock
from core.models import Timer
from core.text import both
from core.values import present
from notices import receiving_wording as wording
from notices.actions import notify
from notices.models import Notice
from notices.wording import Params, when

BEFORE_DRAFT_ENDS = timedelta(days=3)
BEFORE_DUE = timedelta(days=1, hours=12)
ANSWER = {"zh": "补正或回复", "en": "correct or answer"}
OWED = {"zh": "补交承诺的材料", "en": "hand in what was to follow"}
OPEN = (*AT_INTAKE, CaseState.IN_REVIEW)


@dataclass(frozen=True)
class Reminder:
    """One word to the applicant of one case. `key` is what it is about: the same key is told once."""

    case: Case
    kind: str
    key: str
    due: datetime
    page: str
    params: Params


def remind() -> int:
    """Tells everybody whose time runs out soon, nobody twice; gives how many were told."""
    now = clock.now()
    finders: tuple[Callable[[datetime], Iterator[Reminder]], ...] = (_drafts, _answers, _owed)
    return sum(_tell(reminder) for find in finders for reminder in find(now))


def _drafts(now: datetime) -> Iterator[Reminder]:
    """Drafts that end within three days."""
    timers = Timer.objects.filter(kind=DRAFT_EXPIRY, due_at__gt=now, due_at__lte=now + BEFORE_DRAFT_ENDS)
    ends = {int(timer.subject): timer.due_at for timer in timers}
    for case in Case.objects.filter(pk__in=ends, state__in=BEFORE_SUBMISSION):
        due = ends[case.pk]
        params: Params = {"name": case.name, "due": when(due)}
        yield Reminder(case, wording.DRAFT_EXPIRES, f"draft {case.pk}", due, "apply/", params)


def _answers(now: datetime) -> Iterator[Reminder]:
    """Corrections and questions that wait for the applicant."""
    rows = Correction.objects.filter(
        answered_at__isnull=True, due_at__gt=now, due_at__lte=now + BEFORE_DUE, case__state__in=OPEN
    )
    for row in rows.select_related("case"):
        yield _due(row.case, f"correction {row.pk}", row.due_at, ANSWER, now)


def _owed(now: datetime) -> Iterator[Reminder]:
    """Materials that were to follow."""
    rows = Undertaking.objects.filter(
        fulfilled_at__isnull=True,
        due_at__gt=now,
        due_at__lte=now + BEFORE_DUE,
        case__state=CaseState.IN_REVIEW,
    )
    for row in rows.select_related("case"):
        yield _due(row.case, f"undertaking {row.pk}", row.due_at, OWED, now)


def _due(case: Case, key: str, due: datetime, what: dict[str, str], now: datetime) -> Reminder:
    kind = wording.DUE_TODAY if clock.local_date(due) == clock.local_date(now) else wording.DUE_SOON
    number = case.number or both(case.name)
    params: Params = {"name": case.name, "number": number, "due": when(due), "what": what}
    return Reminder(case, kind, key, due, "correct/", params)


@transaction.atomic
def _tell(reminder: Reminder) -> bool:
    """Whether somebody was told now. The case's row serialises two sweepers; the notice remembers."""
    case = Case.objects.select_for_update(no_key=True).get(pk=reminder.case.pk)
    person = applicant_of(case)
    if person is None:
        return False
    known = Notice.objects.filter(person=person, kind=reminder.kind, reminder_of=reminder.key)
    if known.exists():
        return False
    notify(
        person,
        reminder.kind,
        reminder.params,
        link=f"/cases/{case.public_id}/{reminder.page}",
        about=case.number or "",
        language=case.language,
        reminder_of=reminder.key,
    )
    return True


def applicant_of(case: Case) -> Person | None:
    """Whoever reads for the first party."""
    parties = Party.objects.select_related("person", "organisation__legal_representative")
    first = parties.filter(case=case).order_by("ordinal", "id").first()
    if first is None:
        return None
    return first.person or present(first.organisation, "the organisation").legal_representative
