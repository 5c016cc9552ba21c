"""What is asked of files, papers and certificates."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.actor import Actor
from core import clock
from core.errors import NotFound
from documents.models import ArchivePackage, Certificate, Paper, PartialUpload, StoredFile
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


def packages_of(chain_id: int) -> QuerySet[ArchivePackage]:
    """The archive packages of an aggregate, with their departments."""
    rows = ArchivePackage.objects.filter(chain_id=chain_id)
    return rows.select_related("department", "file").order_by("id")


def upload_of(actor: Actor, public_id: UUID) -> PartialUpload:
    """A file on its way that this actor sends. Raises NotFound for anybody else's, and past its day."""
    mine = PartialUpload.objects.filter(owner=actor.actor_id, expires_at__gt=clock.now())
    found = mine.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found
