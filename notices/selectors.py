"""What is asked of notices."""

from django.db.models import QuerySet

from core import clock
from notices.models import Dispatch, Notice


def inbox_of(person_id: int) -> QuerySet[Notice]:
    """A person's notices, the newest first."""
    return Notice.objects.filter(person_id=person_id).order_by("-id")


def unread_count(person_id: int) -> int:
    """How many of them have not been read."""
    return Notice.objects.filter(person_id=person_id, read_at__isnull=True).count()


def due_dispatches(limit: int) -> list[int]:
    """Ids of what should have left by now, oldest first."""
    waiting = Dispatch.objects.filter(state=Dispatch.State.QUEUED, due_at__lte=clock.now())
    return list(waiting.order_by("due_at", "id").values_list("id", flat=True)[:limit])
