"""From a folder, or a single handbook's file, to a catalogue in memory and findings about its form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from matters.linting.catalogue import Catalogue, Entry
from matters.linting.documents import Unreadable, read_document
from matters.linting.findings import Finding, pointer
from matters.linting.forms import form_findings
from matters.linting.kinds import ALL_KINDS, Kind
from matters.linting.operators import operator_findings

FOLDERS = {kind.file: kind for kind in ALL_KINDS if kind.folder}
FILES = {kind.file for kind in ALL_KINDS if not kind.folder}


@dataclass(frozen=True)
class Reading:
    """What was read, and what is wrong with the form of it."""

    catalogue: Catalogue
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Document:
    """One file that could be parsed."""

    content: Any
    file: str
    definition: str


def read_folder(folder: Path, may_lack: Iterable[str] = ()) -> Reading:
    """Read a catalogue's folder. A file of a kind in `may_lack` may be left out."""
    if not folder.is_dir():
        reason = _("There is no such folder.")
        return Reading(Catalogue(()), (Finding(str(folder), "", "SCHEMA", reason),))
    entries: list[Entry] = []
    findings = [*_strangers(folder)]
    unsure: set[str] = set()
    for file, definition in _expected(folder, frozenset(may_lack)):
        found, faults = _read(folder / file, file, definition)
        kinds = [kind for kind in ALL_KINDS if kind.file in (file, file.rpartition("/")[0])]
        findings += faults
        if faults:
            unsure.update(kind.name for kind in kinds)
        if found is not None:
            entries += _entries(found, kinds, faults)
    return Reading(Catalogue(tuple(entries), frozenset(unsure)), tuple(findings))


def read_handbook(file: Path) -> Reading:
    """Read a single handbook (format one-window-handbook), with the materials and elements it adds."""
    document, faults = _read(file, file.name, "file_handbook")
    if document is None or faults:
        return Reading(Catalogue(()), tuple(faults))
    content, entries = document.content, []
    for kind in ("materials", "elements"):
        key = f"new_{kind}"
        entries += [
            Entry(kind, record, file.name, pointer(key, place)) for place, record in enumerate(content[key])
        ]
    entries.append(Entry(f"{content['kind']}s", content["record"], file.name, "/record"))
    return Reading(Catalogue(tuple(entries)), ())


def _expected(folder: Path, may_lack: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(file, definition) of every file to read, in the order in which kinds refer to each other."""
    seen: set[str] = set()
    for kind in ALL_KINDS:
        if kind.file in seen:
            continue
        seen.add(kind.file)
        if kind.folder:
            files = sorted((folder / kind.file).glob("*.json"))
            yield from ((f"{kind.file}/{file.name}", kind.schema) for file in files)
        elif (folder / kind.file).exists() or kind.name not in may_lack:
            yield kind.file, kind.schema


def _strangers(folder: Path) -> Iterator[Finding]:
    """A file whose name gives no kind would silently be left out, so it is named."""
    for file in sorted(folder.rglob("*.json")):
        name = file.relative_to(folder).as_posix()
        if name not in FILES and name.rpartition("/")[0] not in FOLDERS:
            yield Finding(name, "", "SCHEMA", _("The name of the file gives no kind of record."))


def _read(path: Path, file: str, definition: str) -> tuple[Document | None, list[Finding]]:
    try:
        content = read_document(path)
    except Unreadable as error:
        return None, [Finding(file, error.path, "SCHEMA", str(error))]
    faults = [*form_findings(content, definition, file), *operator_findings(content, file)]
    return Document(content, file, definition), faults


def _entries(document: Document, kinds: Iterable[Kind], faults: Iterable[Finding]) -> Iterator[Entry]:
    """The records of a file that have the right form."""
    broken = {finding.path for finding in faults if finding.code == "SCHEMA"}
    for kind in kinds:
        for path, record in _records(document.content, kind):
            at_fault = any(place == path or place.startswith(path + "/") for place in broken)
            if not at_fault and isinstance(record, dict):
                yield Entry(kind.name, record, document.file, path)


def _records(content: Any, kind: Kind) -> Iterator[tuple[str, Any]]:
    """(pointer, record) of every record of a kind in a document of any shape."""
    if kind.folder or not kind.identity:
        yield "", content
        return
    listed = content.get(kind.inside) if kind.inside and isinstance(content, dict) else content
    prefix = pointer(kind.inside) if kind.inside else ""
    if isinstance(listed, list):
        yield from ((f"{prefix}/{place}", record) for place, record in enumerate(listed))
