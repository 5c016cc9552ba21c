"""Doors from Celery."""

from celery import shared_task

from documents.actions import purge_uploads, scan_file
from documents.models import StoredFile
from documents.selectors import files_to_scan

BATCH = 50


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
    """Forget files that nobody finished sending within their day; how many there were."""
    return purge_uploads()
