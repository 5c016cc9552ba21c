"""Announce a file that will arrive in pieces."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.actor import Actor
from core import clock
from core.acts import act
from core.errors import TooOften
from documents.errors import FileRefused
from documents.models import PartialUpload

KEPT_FOR = timedelta(hours=24)


@act
def begin_upload(*, by: Actor, name: str, size: int, sha256: str = "") -> PartialUpload:
    """A place for a file of `size` bytes, kept for a day.

    Raises FileRefused for a size that could never be taken, TooOften when this sender already has
    as much on its way as one may have.
    """
    if size == 0:
        raise FileRefused("file_empty")
    if size > settings.UPLOAD_MAX_BYTES:
        raise FileRefused("file_too_large")
    now = clock.now()
    under_way = PartialUpload.objects.filter(owner=by.actor_id, expires_at__gt=now, file=None)
    if (under_way.aggregate(total=Sum("size"))["total"] or 0) + size > settings.UPLOADS_UNDER_WAY_MAX_BYTES:
        raise TooOften(
            _("Too many files are on their way at once. What has arrived is kept; finish it first.")
        )
    return PartialUpload.objects.create(
        owner=by.actor_id,
        name=name[:255],
        size=size,
        sha256=sha256,
        created_at=now,
        expires_at=now + KEPT_FOR,
    )
