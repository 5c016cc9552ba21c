"""Doors from Celery."""

from celery import shared_task

from notices.actions import send_dispatch
from notices.purging import purge_notices
from notices.selectors import due_dispatches

BATCH = 200


@shared_task(name="notices.send")
def send(dispatch_ids: list[int]) -> None:
    """Send what was just written."""
    for dispatch_id in dispatch_ids:
        send_dispatch(dispatch_id)


@shared_task(name="notices.sweep")
def sweep() -> int:
    """Send what no bell announced or what failed before; how many there were."""
    waiting = due_dispatches(BATCH)
    for dispatch_id in waiting:
        send_dispatch(dispatch_id)
    return len(waiting)


@shared_task(name="notices.purge")
def purge() -> int:
    """Forget what has lain in the inboxes long enough; how many there were."""
    return purge_notices()
