"""Doors from Celery."""

from datetime import timedelta

from celery import shared_task

from core import clock
from documents.actions import purge_uploads, scan_file
from documents.models import StoredFile
from documents.partials import forget_strays
from documents.selectors import files_to_scan

BATCH = 50
STRAY_AFTER = timedelta(days=2)  # longer than any file may be on its way


@shared_task(name="documents.scan_file")
def scan_one(file_id: int) -> None:
    """Scan one file; when the scanner does not answer, the sweeper asks again."""
    scan_file(StoredFile.objects.get(pk=file_id))


@shared_task(name="documents.scan_waiting")
def scan_waiting() -> int:
    """Scan what still waits, oldest first; how many there were."""
    waiting = files_to_scan(BATCH)
    for file in waiting:
        scan_file(file)
    return len(waiting)


@shared_task(name="documents.purge_uploads")
def purge_partial_uploads() -> int:
    """Forget files that nobody finished in their day, and what crashes left; how many there were."""
    return purge_uploads() + forget_strays(clock.now() - STRAY_AFTER)
