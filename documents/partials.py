"""The bytes of files that arrive in pieces: appended under a lock, counted by the file itself.

There is no counter beside the file that could disagree with it after a crash: what lies on the disk
has arrived, everything else is sent again.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, WrongState
from documents.models import PartialUpload
from documents.storage import incoming

BLOCK = 64 * 1024
ALGORITHMS = ("sha1", "sha256")  # of the checksum extension; the protocol demands the first


class Busy(WrongState):
    """Another connection is still writing this file: an old one whose end nobody noticed yet."""

    status = 423
    code = "upload_busy"
    title = _("The file is being received on another connection")


class Moved(WrongState):
    """The sender goes on from another place than the one reached."""

    code = "upload_offset"
    title = _("The file goes on at another place")


class Garbled(DomainError):
    """A piece does not have the checksum that came with it; it was thrown away."""

    status = 460
    code = "upload_checksum"
    title = _("A piece of the file was damaged on its way")


@dataclass(frozen=True)
class Checksum:
    """What a piece must hash to."""

    algorithm: str
    digest: bytes


class Body(Protocol):
    """A request's body; a broken connection ends it early or raises OSError."""

    def read(self, size: int, /) -> bytes: ...


def part_path(public_id: UUID) -> Path:
    """Where the bytes lie."""
    folder = incoming() / "parts"
    folder.mkdir(exist_ok=True, mode=0o750)
    return folder / str(public_id)


def offset_of(upload: PartialUpload) -> int:
    """How many bytes have come."""
    try:
        return part_path(upload.public_id).stat().st_size
    except FileNotFoundError:
        return upload.size if upload.file_id else 0


def append(upload: PartialUpload, offset: int, body: Body, checksum: Checksum | None = None) -> int:
    """Add a piece that begins at `offset`; the new count.

    What came before a connection broke is kept, unless a checksum says that it is not whole.
    Raises Busy, Moved or Garbled.
    """
    with _held(part_path(upload.public_id)) as file:
        reached = file.seek(0, os.SEEK_END)
        if offset != reached:
            raise Moved(offset=reached)
        digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
        for block in _blocks(body, upload.size - reached):
            file.write(block)
            if digest:
                digest.update(block)
        if checksum and digest and digest.digest() != checksum.digest:
            file.truncate(reached)
            raise Garbled()
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _blocks(body: Body, most: int) -> Iterator[bytes]:
    """The piece, never more than the file has left."""
    while most > 0:
        try:
            block = body.read(min(BLOCK, most))
        except OSError:  # the connection broke: what came so far counts
            return
        if not block:
            return
        most -= len(block)
        yield block


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    """The file, opened for one writer at a time. Raises Busy."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy() from None
        yield file


def forget(public_id: UUID) -> None:
    """Remove the bytes; twice is harmless."""
    part_path(public_id).unlink(missing_ok=True)


def forget_strays(before: datetime) -> int:
    """Remove what a crash left beside the store and nobody has touched since then; how many there were."""
    places = [*incoming().iterdir(), *part_path(UUID(int=0)).parent.iterdir()]
    strays = [path for path in places if path.is_file() and path.stat().st_mtime < before.timestamp()]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
