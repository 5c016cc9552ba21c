"""Messages are not kept for ever: what the case itself says stays with the case."""

from django.conf import settings
from django.db.models import Q

from core import clock
from notices.models import Notice

BATCH = 1000


def purge_notices() -> int:
    """Deletes read notices past settings.NOTICE_KEPT and unread ones past twice that; gives how many."""
    now = clock.now()
    old = Q(read_at__isnull=False, created_at__lt=now - settings.NOTICE_KEPT)
    never_read = Q(created_at__lt=now - 2 * settings.NOTICE_KEPT)
    gone = 0
    while True:
        ids = list(
            Notice.objects.filter(old | never_read).order_by("id").values_list("id", flat=True)[:BATCH]
        )
        if not ids:
            return gone
        Notice.objects.filter(pk__in=ids).delete()
        gone += len(ids)
