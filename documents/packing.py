"""A department's file of a closed case as one ZIP: its manifest, then every file the manifest lists.

GB/T 42727-2023 (rules.md B.9): a package tells what it holds, each file with its digest, and is never
changed. The same content gives the same bytes: nothing is compressed, every time is the first that a
ZIP knows, and the order is the caller's. A package whose making was cut off is made again as one file.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from documents.errors import FileRefused
from documents.files import Kept, keep_written, open_content
from documents.models import StoredFile
from documents.storage import incoming

MANIFEST = "manifest.json"
JSON_TYPE = "application/json"
BEGINNING = (1980, 1, 1, 0, 0, 0)
READABLE = 0o640 << 16
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """One file of a package: `path` within it, what it is, and its content: a stored file, or words of ours.

    `scope`: "own" to the department, or "shared" with others.
    """

    path: str
    title: Mapping[str, str]
    kind: str
    scope: str
    content: StoredFile | bytes

    def described(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "path": self.path,
            "title": dict(self.title),
            "kind": self.kind,
            "scope": self.scope,
            **_measured(self.content),
        }


@dataclass(frozen=True)
class Packed:
    """A package in the store, without a row yet."""

    kept: Kept
    manifest_sha256: str
    files: int


def as_json(value: Any) -> bytes:
    """One spelling of a value: sorted keys, UTF-8, readable by people."""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, indent=1)
    return text.encode() + b"\n"


def pack(about: Mapping[str, Any], entries: Sequence[Entry]) -> Packed:
    """Writes the package beside the store and keeps it under its hash; needs no lock.

    `about`: what the manifest says of the case and the department. Raises NotYetReadable for a file
    that was not found clean, and FileRefused for one that is not what was kept.
    """
    manifest = as_json({**about, "files": [entry.described() for entry in entries]})
    handle, name = tempfile.mkstemp(dir=incoming())
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as out, zipfile.ZipFile(out, "w") as package:
            package.writestr(_header(MANIFEST), manifest)
            for entry in entries:
                _write(package, entry)
        kept = keep_written(path)
    finally:
        path.unlink(missing_ok=True)
    return Packed(kept, hashlib.sha256(manifest).hexdigest(), len(entries))


def _measured(content: StoredFile | bytes) -> dict[str, Any]:
    if isinstance(content, bytes):
        digest = hashlib.sha256(content).hexdigest()
        return {"sha256": digest, "size": len(content), "content_type": JSON_TYPE}
    return {
        "sha256": content.sha256,
        "size": content.size,
        "content_type": content.content_type,
        "name": content.name,
        "pages": content.pages,
    }


def _header(path: str) -> zipfile.ZipInfo:
    header = zipfile.ZipInfo(path, date_time=BEGINNING)
    header.create_system = 3  # the same on every machine
    header.external_attr = READABLE
    return header


def _write(package: zipfile.ZipFile, entry: Entry) -> None:
    if isinstance(entry.content, bytes):
        package.writestr(_header(entry.path), entry.content)
        return
    header = _header(entry.path)
    header.file_size = entry.content.size
    with open_content(entry.content) as source, package.open(header, "w") as target:
        if _sha256_of_copy(source, target) != entry.content.sha256:
            raise FileRefused("file_damaged")


def _sha256_of_copy(source: Any, target: Any) -> str:
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
        target.write(block)
    return digest.hexdigest()
