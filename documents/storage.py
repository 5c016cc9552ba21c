"""Where contents lie: a Django storage outside the web root, addressed by hash.

The folder store is the default; DOCUMENT_STORAGE names another Django storage class (an S3 bucket,
say) without any change here, because only `save`, `open` and `exists` are used.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string


class FolderStorage(FileSystemStorage):
    """Files in MEDIA_ROOT without an address of their own; the same name is always the same content."""

    def __init__(self) -> None:
        super().__init__(
            location=settings.MEDIA_ROOT,
            allow_overwrite=True,
            file_permissions_mode=0o640,
            directory_permissions_mode=0o750,
        )

    def url(self, name: str | None) -> str:
        """Refused: a stored file is served by a view that knows who may see it."""
        raise ValueError("Stored files have no public address.")

    def _save(self, name: str, content: Any) -> str:
        saved = super()._save(name, content)  # type: ignore[misc]  # Django's own hook; its stubs omit it
        _sync_folder(Path(self.path(saved)).parent)
        return saved


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def _storage_named(path: str, location: str) -> Storage:
    return import_string(path)()


def store() -> Storage:
    """The one storage of contents, as settings choose it."""
    path = getattr(settings, "DOCUMENT_STORAGE", "documents.storage.FolderStorage")
    return _storage_named(path, str(settings.MEDIA_ROOT))


def incoming() -> Path:
    """A folder for files still being received, on the same disk, so that keeping one is a rename."""
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder
