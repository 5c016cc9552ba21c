"""The headers of the tus protocol 1.0.0 (tus.io/protocols/resumable-upload), read and written.

Spoken: the core, and the extensions creation, termination, checksum and expiration.
"""

import base64
import binascii
from collections.abc import Mapping

from django.conf import settings
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from documents.models import PartialUpload
from documents.partials import ALGORITHMS, Checksum, offset_of

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,checksum,expiration"
PIECE = "application/offset+octet-stream"
_MOST_DIGITS = 15


class BadHeader(DomainError):
    """A header of the protocol is missing or says nothing that can be understood."""

    status = 400
    code = "tus_header"
    title = _("The upload was not announced properly")


class TooMuch(DomainError):
    """More bytes than were announced, or than may be."""

    status = 413
    code = "file_too_large"
    title = _("The file is too large")


class WrongKind(DomainError):
    """A piece that is not called one."""

    status = 415
    code = "tus_content_type"
    title = _("The upload was not announced properly")


def number(headers: Mapping[str, str], name: str) -> int:
    """A count of bytes. Raises BadHeader."""
    text = headers.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise BadHeader(name)
    return int(text)


def metadata(text: str) -> dict[str, str]:
    """key -> value of an Upload-Metadata header. Raises BadHeader."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _blank, value = pair.partition(" ")
        if not key.isascii() or key in found:
            raise BadHeader("Upload-Metadata")
        found[key] = _decoded(value, "Upload-Metadata").decode(errors="replace").replace("\0", "")
    return found


def checksum(text: str | None) -> Checksum | None:
    """What an Upload-Checksum header demands. Raises BadHeader for an algorithm that is not offered."""
    if text is None:
        return None
    algorithm, _blank, digest = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise BadHeader("Upload-Checksum")
    return Checksum(algorithm, _decoded(digest, "Upload-Checksum"))


def _decoded(text: str, header: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadHeader(header) from None


def abilities() -> dict[str, str]:
    """What this server says of itself."""
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }


def progress(upload: PartialUpload) -> dict[str, str]:
    """How far a file has come, and until when its pieces are kept."""
    return {
        "Upload-Offset": str(offset_of(upload)),
        "Upload-Length": str(upload.size),
        "Upload-Expires": http_date(upload.expires_at.timestamp()),
    }
