"""What the ledger knows of documents: which rows it covers, and that contents are what they were."""

from collections.abc import Iterator, Mapping
from typing import Any

from documents.files import is_intact
from documents.models import ArchivePackage, Certificate, Paper, StoredFile
from ledger.registry import protect, verifier

protect(Paper, chain="chain")
protect(Certificate, chain="chain")
protect(ArchivePackage, chain="chain")
protect(StoredFile, chain=None)


@verifier
def contents_are_intact(chain_id: int, covered: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Files whose content on disk no longer has the hash they were kept under, or is gone."""
    table = StoredFile._meta.db_table
    for file in StoredFile.objects.filter(pk__in=covered.get(table, ())).order_by("pk"):
        if not is_intact(file):
            yield table, str(file.pk), "edited"
