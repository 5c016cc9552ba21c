"""Send one notice by one channel."""

from datetime import timedelta

from django.db import transaction

from core import clock
from notices.channels import channel_named
from notices.models import Dispatch

LEASE = timedelta(minutes=2)
LAST_ATTEMPT = 8
_STEP = timedelta(seconds=30)


def send_dispatch(dispatch_id: int) -> Dispatch.State | None:
    """Claim the dispatch, send it outside any transaction, write down how it went.

    Two workers never hold the same dispatch: the claim moves its due time past the lease, and the
    result counts only for the attempt that was claimed. None when there was nothing to claim. After
    a crash between sending and writing down, it is sent once more: a second text message is better
    than none.
    """
    claimed = _claim(dispatch_id)
    if claimed is None:
        return None
    channel = channel_named(claimed.channel)
    address = channel.address(claimed.notice.person)
    if not address:
        return _settle(claimed, Dispatch.State.SKIPPED)
    try:
        channel.send(claimed.notice, address)
    except OSError as problem:
        return _put_off(claimed, str(problem))
    return _settle(claimed, Dispatch.State.SENT)


@transaction.atomic
def _claim(dispatch_id: int) -> Dispatch | None:
    now = clock.now()
    dispatch = (
        Dispatch.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("notice__person__user")
        .filter(pk=dispatch_id, state=Dispatch.State.QUEUED, due_at__lte=now)
        .first()
    )
    if dispatch is not None:
        dispatch.attempts += 1
        dispatch.due_at = now + LEASE
        dispatch.save(update_fields=["attempts", "due_at"])
    return dispatch


@transaction.atomic
def _settle(claimed: Dispatch, state: Dispatch.State, problem: str = "") -> Dispatch.State | None:
    dispatch = _still_ours(claimed)
    if dispatch is None:
        return None
    dispatch.state, dispatch.problem = state, problem[:200]
    dispatch.sent_at = clock.now() if state == Dispatch.State.SENT else None
    dispatch.save(update_fields=["state", "problem", "sent_at"])
    return state


@transaction.atomic
def _put_off(claimed: Dispatch, problem: str) -> Dispatch.State | None:
    """Try again after 30 s, 1, 2, 4 minutes and so on; give up after the last attempt."""
    if claimed.attempts >= LAST_ATTEMPT:
        return _settle(claimed, Dispatch.State.FAILED, problem)
    dispatch = _still_ours(claimed)
    if dispatch is None:
        return None
    dispatch.due_at = clock.now() + _STEP * 2 ** (claimed.attempts - 1)
    dispatch.problem = problem[:200]
    dispatch.save(update_fields=["due_at", "problem"])
    return Dispatch.State.QUEUED


def _still_ours(claimed: Dispatch) -> Dispatch | None:
    """The row again, locked, unless another worker claimed it after our lease ran out."""
    return (
        Dispatch.objects.select_for_update(no_key=True)
        .filter(pk=claimed.pk, attempts=claimed.attempts, state=Dispatch.State.QUEUED)
        .first()
    )
