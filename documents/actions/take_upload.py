"""Turn a file that has arrived in pieces into a stored one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from core.acts import act
from core.errors import NotFound, WrongState
from documents.errors import FileRefused
from documents.files import store
from documents.models import PartialUpload, StoredFile
from documents.partials import BLOCK, forget, offset_of, part_path


@dataclass(frozen=True)
class Taken:
    """The stored file, and whether this call stored it: a repeated one finds it stored."""

    file: StoredFile
    now: bool


@dataclass
class _Whole:
    """The pieces, put together, as any other upload."""

    name: str | None
    path: Path

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while block := file.read(BLOCK):
                yield block


@act
def take_upload(upload: PartialUpload, *, by: Actor) -> Taken:
    """Check and keep the content; twice gives the same file.

    Raises WrongState while bytes are missing, FileRefused for what can't be taken and for a content
    that is not the one announced.
    """
    held = PartialUpload.objects.select_for_update(of=("self",)).select_related("file")
    fresh = held.filter(pk=upload.pk).first()
    if fresh is None:
        raise NotFound()
    upload = fresh
    if upload.file is not None:
        return Taken(upload.file, now=False)
    if offset_of(upload) < upload.size:
        raise WrongState(_("The file has not arrived whole. Send the rest of it."), code="upload_unfinished")
    file = store(_Whole(upload.name, part_path(upload.public_id)), by=by)
    if upload.sha256 and upload.sha256 != (file.original_sha256 or file.sha256):
        raise FileRefused("file_damaged")
    upload.file = file
    upload.save(update_fields=["file"])
    transaction.on_commit(partial(forget, upload.public_id), robust=True)
    return Taken(file, now=True)
