"""What is asked of files, papers and certificates."""

from django.db.models import QuerySet

from documents.models import Certificate, Paper, StoredFile
from documents.states import Scan


def files_to_scan(limit: int) -> list[StoredFile]:
    """Files without a verdict, oldest first."""
    waiting = StoredFile.objects.filter(arrival_scan=Scan.PENDING, safety_check__isnull=True)
    return list(waiting.order_by("created_at")[:limit])


def papers_of(chain_id: int) -> QuerySet[Paper]:
    """The papers of an aggregate, oldest first, with their files."""
    return Paper.objects.filter(chain_id=chain_id).select_related("file").order_by("id")


def certificates_of(chain_id: int) -> QuerySet[Certificate]:
    """The certificates of an aggregate, oldest first, with their files and issuers."""
    return Certificate.objects.filter(chain_id=chain_id).select_related("file", "department").order_by("id")
