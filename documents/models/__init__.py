"""Stored files, papers, certificates and archive packages."""

from documents.models.archive import ArchivePackage, Retention
from documents.models.files import ARCHIVE, ContentType, PartialUpload, SafetyCheck, StoredFile
from documents.models.papers import Certificate, CertificateType, Paper

__all__ = [
    "ARCHIVE",
    "ArchivePackage",
    "Certificate",
    "CertificateType",
    "ContentType",
    "Paper",
    "PartialUpload",
    "Retention",
    "SafetyCheck",
    "StoredFile",
]
