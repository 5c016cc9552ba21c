"""Forget files on their way: one whose sender gave it up, and all that nobody finished in time."""

from functools import partial

from django.db import transaction

from core import clock
from core.acts import act
from documents.models import PartialUpload
from documents.partials import forget

BATCH = 200


@act
def drop_upload(upload: PartialUpload) -> None:
    """Its row and its bytes are gone; a file that it became already stays."""
    transaction.on_commit(partial(forget, upload.public_id), robust=True)
    upload.delete()


@act
def purge_uploads() -> int:
    """Drop what is past its day, oldest first; how many there were."""
    late = PartialUpload.objects.filter(expires_at__lte=clock.now()).order_by("expires_at")
    found = list(late.select_for_update(skip_locked=True)[:BATCH])
    for upload in found:
        drop_upload(upload)
    return len(found)
