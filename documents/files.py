"""Taking a file in and giving its content out again.

A file is streamed to the disk it will stay on, hashed on the way, judged by its content, flushed,
and renamed to its hash; only then is there a row. The same content twice is one file on disk.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from celery import current_app
from django.conf import settings
from django.core.files import File
from django.db import transaction

from accounts.actor import Actor
from core import clock
from documents.checking import Content, check_content
from documents.clarity import hints_of
from documents.errors import FileRefused, NotYetReadable
from documents.models import ContentType, StoredFile
from documents.names import clean_name
from documents.photographs import without_place
from documents.scanning import scanner
from documents.states import Scan
from documents.storage import incoming
from documents.storage import store as content_store

READABLE = {Scan.CLEAN}


class Upload(Protocol):
    """What a web framework hands over: a name as given and the bytes in pieces."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True)
class Kept:
    """Content in the store: its hash and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Received(Kept):
    """A file that has arrived whole and lies beside the store."""

    path: Path


class _Arrived(File):
    """Tells the folder store to rename instead of copying; other stores read it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def store(upload: Upload, *, by: Actor) -> StoredFile:
    """Keep an upload, a photograph without its place. Raises FileRefused; nothing is kept then."""
    with _received(upload.chunks()) as arrived:
        content = check_content(arrived.path, upload.name or "")
        scan = _scan_now(arrived.path)
        hints = _hints(arrived.path, content)
        kept = _keep_without_place(arrived, content)
    file = _record(kept, content, upload.name or "", scan, by, original=arrived, hints=hints)
    if scan == Scan.PENDING:
        transaction.on_commit(partial(_ask_for_scan, file.pk), robust=True)
    return file


def keep(data: bytes) -> Kept:
    """Keep what the product itself wrote, without a row yet: an act adds that under its lock."""
    with _received([data]) as arrived:
        _keep(arrived)
        return Kept(arrived.sha256, arrived.size)


def keep_written(path: Path) -> Kept:
    """Keep a file that the product itself wrote in `incoming`, however long; it lies there no more."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        os.fsync(content.fileno())
    arrived = Received(digest, path.stat().st_size, path)
    _keep(arrived)
    path.unlink(missing_ok=True)
    return Kept(arrived.sha256, arrived.size)


def record_kept(
    kept: Kept, *, name: str, by: Actor, pages: int = 1, content_type: str = ContentType.PDF
) -> StoredFile:
    """The row of what `keep` kept, a PDF as a rule: our own, so neither checked nor scanned."""
    return _record(kept, Content(content_type, pages), name, Scan.CLEAN, by)


def open_content(file: StoredFile) -> File:
    """The content, for reading. Raises NotYetReadable unless the safety check said it is clean."""
    if file.scan not in READABLE:
        raise NotYetReadable(code="file_infected" if file.scan == Scan.INFECTED else None)
    return content_store().open(file.key)


def read(file: StoredFile) -> bytes:
    """The whole content; for papers and certificates, which are small."""
    with open_content(file) as content:
        return content.read()


def is_intact(file: StoredFile) -> bool:
    """Does the content on disk still have the hash it was kept under?"""
    if not content_store().exists(file.key):
        return False
    with content_store().open(file.key) as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256


@contextmanager
def _received(chunks: Iterable[bytes]) -> Iterator[Received]:
    """The bytes on disk for as long as the block runs; what was not kept by then is gone."""
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=incoming(), delete=False) as file:
        path = Path(file.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > settings.UPLOAD_MAX_BYTES:
                    raise FileRefused("file_too_large")
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            yield Received(digest.hexdigest(), size, path)
        finally:
            path.unlink(missing_ok=True)


def _scan_now(path: Path) -> Scan:
    """The verdict of a quick scanner; PENDING when the scanner takes its time."""
    if not scanner().immediate:
        return Scan.PENDING
    with path.open("rb") as content:
        verdict = scanner().scan(content)
    if verdict.scan == Scan.INFECTED:
        raise FileRefused("file_infected")
    return verdict.scan


def _ask_for_scan(file_id: int) -> None:
    """Ring for a scan; if nobody hears it, the sweeper finds the file."""
    current_app.send_task("documents.scan_file", [file_id], queue="default", retry=False)


def _keep(arrived: Received) -> None:
    key = StoredFile(sha256=arrived.sha256).key
    if not content_store().exists(key):
        with _Arrived(arrived.path.open("rb"), name=str(arrived.path)) as content:
            content_store().save(key, content)


def _keep_without_place(arrived: Received, content: Content) -> Kept:
    """What is kept: the file as it arrived, unless it is a photograph that tells where it was taken."""
    bare = None
    if content.content_type != ContentType.PDF:
        bare = without_place(arrived.path.read_bytes(), content.content_type)
    if bare is not None:
        return keep(bare)
    _keep(arrived)
    return Kept(arrived.sha256, arrived.size)


def _hints(path: Path, content: Content) -> list[str]:
    return [] if content.content_type == ContentType.PDF else hints_of(path)


def _record(
    kept: Kept,
    content: Content,
    name: str,
    scan: Scan,
    by: Actor,
    *,
    original: Kept | None = None,
    hints: Sequence[str] = (),
) -> StoredFile:
    changed = original is not None and original.sha256 != kept.sha256
    return StoredFile.objects.create(
        original_sha256=original.sha256 if original and changed else None,
        hints=list(hints) or None,
        sha256=kept.sha256,
        size=kept.size,
        content_type=content.content_type,
        pages=content.pages,
        name=clean_name(name, content.content_type),
        arrival_scan=scan,
        created_at=clock.now(),
        uploaded_by=by.actor_id,
        uploaded_by_label=by.actor_label,
    )
