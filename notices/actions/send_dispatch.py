"""Send one notice by one channel, or several waiting ones as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from core import clock
from notices.channels import Channel, channel_named
from notices.digests import words_of
from notices.models import Dispatch
from notices.rules import WINDOW, held_until, leaves_at

LEASE = timedelta(minutes=2)
LAST_ATTEMPT = 8
_STEP = timedelta(seconds=30)
State = Dispatch.State


@dataclass(frozen=True)
class _Claim:
    """A dispatch under its lease, and those of the same person and channel that leave with it."""

    first: Dispatch
    others: Sequence[Dispatch] = ()

    @property
    def all(self) -> list[Dispatch]:
        return [self.first, *self.others]


def send_dispatch(dispatch_id: int) -> Dispatch.State | None:
    """Claim the dispatch, send it outside any transaction, write down how it went.

    Two workers never hold the same dispatch: the claim moves its due time past the lease, and the
    result counts only for the attempt that was claimed. None when there was nothing to claim. After
    a crash between sending and writing down, it is sent once more: a second text message is better
    than none.
    """
    claim = _claim(dispatch_id)
    if claim is None:
        return None
    channel = channel_named(claim.first.channel)
    address = channel.address(claim.first.notice.person)
    if not address:
        return _settle(claim, State.SKIPPED)
    try:
        _hand_over(channel, claim, address)
    except OSError as problem:
        return _put_off(claim, str(problem))
    return _settle(claim, State.SENT)


def _hand_over(channel: Channel, claim: _Claim, address: str) -> None:
    notices = [dispatch.notice for dispatch in claim.all]
    channel.send(words_of(notices), address, number=claim.first.message_no, language=notices[-1].language)


@transaction.atomic
def _claim(dispatch_id: int) -> _Claim | None:
    """The dispatch with what leaves beside it; None when it is not due, or waits for quiet or a digest."""
    now = clock.now()
    dispatch = (
        Dispatch.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("notice__person__user", "notice__person__profile")
        .filter(pk=dispatch_id, state=State.QUEUED, due_at__lte=now)
        .first()
    )
    if dispatch is None:
        return None
    later = _waits_until(dispatch)
    if later is not None and later > now:
        dispatch.due_at = later
        dispatch.save(update_fields=["due_at"])
        return None
    claim = _Claim(dispatch, _beside(dispatch))
    for row in claim.all:
        row.attempts += 1
        row.due_at = now + LEASE
        row.message_no = row.message_no or uuid4().hex
    Dispatch.objects.bulk_update(claim.all, ["attempts", "due_at", "message_no"])
    return claim


def _waits_until(dispatch: Dispatch) -> datetime | None:
    """When a message that is not urgent may leave: after the quiet hours, and not one after the other."""
    now = clock.now()
    channel, urgent = channel_named(dispatch.channel), dispatch.notice.urgent
    if urgent or not channel.disturbs:
        return None
    if channel.rings:
        quiet = leaves_at(now, quiet_from=settings.SMS_QUIET_FROM, quiet_to=settings.SMS_QUIET_TO)
        if quiet > now:
            return quiet
    if dispatch.attempts:
        return None
    sent = Dispatch.objects.filter(
        notice__person=dispatch.notice.person, channel=dispatch.channel, sent_at__gt=now - WINDOW
    )
    return held_until(
        [at for at in sent.exclude(state=State.MERGED).values_list("sent_at", flat=True) if at],
        now,
        digest_from=settings.NOTICE_DIGEST_FROM,
    )


def _beside(dispatch: Dispatch) -> list[Dispatch]:
    """What waits for the same person by the same channel, once there is enough of it for a digest."""
    if dispatch.notice.urgent or not channel_named(dispatch.channel).disturbs:
        return []
    waiting = (
        Dispatch.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("notice__person__user", "notice__person__profile")
        .filter(
            notice__person=dispatch.notice.person,
            notice__urgent=False,
            channel=dispatch.channel,
            state=State.QUEUED,
            due_at__lte=clock.now(),
            attempts=dispatch.attempts,
        )
        .exclude(pk=dispatch.pk)
        .order_by("id")
    )
    others = list(waiting)
    return others if len(others) + 1 >= settings.NOTICE_DIGEST_FROM else []


@transaction.atomic
def _settle(claim: _Claim, state: Dispatch.State, problem: str = "") -> Dispatch.State | None:
    """The first carries the outcome; those that left with it say so."""
    rows = _still_ours(claim)
    if not rows:
        return None
    now = clock.now()
    for row in rows:
        merged = state == State.SENT and row.pk != claim.first.pk
        row.state, row.problem = (State.MERGED if merged else state), problem[:200]
        row.sent_at = now if state == State.SENT else None
    Dispatch.objects.bulk_update(rows, ["state", "problem", "sent_at"])
    return state


@transaction.atomic
def _put_off(claim: _Claim, problem: str) -> Dispatch.State | None:
    """Try again after 30 s, 1, 2, 4 minutes and so on; give up after the last attempt."""
    if claim.first.attempts >= LAST_ATTEMPT:
        return _settle(claim, State.FAILED, problem)
    rows = _still_ours(claim)
    if not rows:
        return None
    for row in rows:
        row.due_at = clock.now() + _STEP * 2 ** (row.attempts - 1)
        row.problem = problem[:200]
    Dispatch.objects.bulk_update(rows, ["due_at", "problem"])
    return State.QUEUED


def _still_ours(claim: _Claim) -> list[Dispatch]:
    """The rows again, locked, without those that another worker claimed after our lease ran out."""
    attempts = {row.pk: row.attempts for row in claim.all}
    rows = Dispatch.objects.select_for_update(no_key=True).filter(pk__in=attempts, state=State.QUEUED)
    return [row for row in rows.order_by("id") if row.attempts == attempts[row.pk]]
