"""Handing tasks on to departments' own systems, and taking them back. At least once, in effect once."""

import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

from accounts.actor import Actor
from approvals.models import Task
from approvals.states import OPEN_TASK
from cases.models import Party
from core import clock
from dataexchange import breaker
from dataexchange.connectors import connector_for
from dataexchange.connectors.base import ExchangeFailed, Receipt
from dataexchange.messages import digest_of, task_message
from dataexchange.models import ExchangeLog, PushedTask
from dataexchange.states import Outcome, Purpose
from ledger.access import look
from ledger.models import Event

log = logging.getLogger(__name__)

SUBSCRIBER = "push"
LOOK_REASON = "Handed on to the system of the department that decides"
READY, INFORMED, CANCELLED = "ready", "informed", "cancelled"


def departments_told(data: dict[str, Any]) -> list[str]:
    """The departments whose tasks an event has started, brought news to or cancelled."""
    return sorted({entry[0] for key in (READY, INFORMED, CANCELLED) for entry in data.get(key, [])})


def hand_on(event: Event, department: str) -> None:
    """Tells one department's system what the event means for it. Raises ExchangeFailed or TryLater."""
    for task in _tasks(event, department, CANCELLED):
        _withdraw(event, task, department)
    for task in _tasks(event, department, READY):
        _push(event, task, department, Purpose.PUSH)
    for task in _tasks(event, department, INFORMED):
        _push(event, task, department, Purpose.UPDATE)


def _tasks(event: Event, department: str, key: str) -> Iterator[Task]:
    ids = [entry[1] for entry in event.data.get(key, []) if entry[0] == department]
    if ids:
        rows = Task.objects.filter(public_id__in=ids, department__code=department)
        yield from rows.select_related("case", "round", "department").order_by("id")


def _push(event: Event, task: Task, department: str, purpose: Purpose) -> None:
    """Nothing is sent about a task that is over by now, or whose later news has been told."""
    if task.state not in OPEN_TASK or not task.started_at:
        return
    if PushedTask.objects.filter(task=task, last_event__gte=event.pk).exists():
        return
    breaker.ask_leave(department)
    message = task_message(task, event.pk)
    digest = digest_of(message)
    _note_look(task, department, sorted({**message["elements"], **message["facts"]}))
    # The task's id makes it one task at the partner, the key one call: a retry after news is another.
    receipt = _exchange(
        lambda: connector_for(department).push_task(
            message, key=f"{event.pk}.{task.public_id}.{digest[:16]}"
        ),
        entry=ExchangeLog(
            partner=department,
            purpose=purpose,
            event=event.pk,
            task=task.public_id,
            elements=sorted(message["elements"]),
            digest=digest,
        ),
    )
    _note_pushed(task, event, receipt)


def _withdraw(event: Event, task: Task, department: str) -> None:
    """Only what was handed on is taken back; a push still under way finds the task over."""
    pushed = PushedTask.objects.filter(task=task, withdrawn_at__isnull=True)
    if not pushed.exists():
        return
    breaker.ask_leave(department)
    public_id = str(task.public_id)
    _exchange(
        lambda: connector_for(department).withdraw_task(public_id, key=f"{event.pk}.{public_id}.withdraw"),
        entry=ExchangeLog(partner=department, purpose=Purpose.WITHDRAW, event=event.pk, task=task.public_id),
    )
    pushed.update(withdrawn_at=clock.now())


def _exchange(call: Callable[[], Receipt], *, entry: ExchangeLog) -> Receipt:
    """One call with its log entry and its mark on the partner's health, whatever comes of it."""
    begun = time.monotonic()
    wish = None
    try:
        receipt = call()
        entry.outcome, entry.status = Outcome.ACCEPTED, receipt.status
    except ExchangeFailed as failure:
        entry.outcome, entry.status, wish = failure.outcome, failure.status, failure.wait
        log.warning("%s %s: %s", entry.purpose, entry.partner, failure)
        raise
    finally:
        entry.at = clock.now()
        entry.milliseconds = int((time.monotonic() - begun) * 1000)
        if entry.outcome:
            entry.save()
            breaker.note(entry.partner, entry.outcome, wish=wish, subscriber=f"{SUBSCRIBER}:{entry.partner}")
    return receipt


def _note_look(task: Task, department: str, elements: list[str]) -> None:
    """The department's system sees personal data: written down before they leave."""
    look(
        Actor.system(f"{SUBSCRIBER}:{department}"),
        task.case,
        elements,
        LOOK_REASON,
        person_ids=Party.objects.filter(case=task.case).values_list("person_id", flat=True),
    )


def _note_pushed(task: Task, event: Event, receipt: Receipt) -> None:
    now = clock.now()
    told = {"last_pushed_at": now, "last_event": event.pk, "facts": sorted(task.facts)}
    row, made = PushedTask.objects.get_or_create(
        task=task,
        defaults={
            **told,
            "department_id": task.department_id,
            "reference": receipt.reference,
            "first_pushed_at": now,
        },
    )
    if not made:
        rows = PushedTask.objects.filter(pk=row.pk, last_event__lt=event.pk)
        rows.update(**told, reference=receipt.reference or row.reference)
