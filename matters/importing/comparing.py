"""What a folder brings that the database does not hold yet, and where the two contradict (CONFLICT)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from matters.canonical import fingerprint
from matters.importing.stored import VERSIONED
from matters.linting import Catalogue, Entry, Finding
from matters.linting.kinds import KINDS
from matters.models import Handbook

Version = tuple[int, str, date | None, date]


@dataclass(frozen=True)
class Changes:
    """New records by kind, the contradictions found, and the handbooks that the folder names."""

    new: Mapping[str, tuple[Entry, ...]]
    conflicts: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return any(self.new.values())


def compare(folder: Catalogue, stored: Catalogue) -> Changes:
    """Sort the folder's records into new ones, known ones and contradictions."""
    conflicts: list[Finding] = []
    new: dict[str, tuple[Entry, ...]] = {}
    for name, kind in KINDS.items():
        if kind.identity:
            judged = _versions(name, folder) if kind.folder else _records(folder.of(name), stored)
            found = list(judged)
            new[name] = tuple(item for item in found if isinstance(item, Entry))
            conflicts += [item for item in found if isinstance(item, Finding)]
    return Changes(new, tuple(conflicts))


def merge(folder: Catalogue, stored: Catalogue) -> Catalogue:
    """The catalogue as it would be after the import: the folder's records before stored ones.

    An older version of a handbook that the database already holds does not hide the newer one.
    """
    newer = {
        (kind, code)
        for kind in VERSIONED
        for code, record in stored.records(kind).items()
        if code in folder.records(kind) and folder.records(kind)[code]["version"] < record["version"]
    }
    brought = {(entry.kind, entry.id) for entry in folder.entries} - newer
    kept = [entry for entry in stored.entries if (entry.kind, entry.id) not in brought]
    added = [entry for entry in folder.entries if (entry.kind, entry.id) not in newer]
    return Catalogue((*kept, *added), folder.unsure)


def unpublished_matters(folder: Catalogue) -> Iterator[Finding]:
    """A one-thing can't be put in force before each of its matters has been."""
    in_force = set(Handbook.objects.published().values_list("matter__code", flat=True))
    known = in_force | folder.records("matters").keys()
    for entry in folder.of("one_things"):
        for place, line in enumerate(entry.record["matters"]):
            if line["matter"] not in known:
                reason = _("“%(code)s” is only a draft.") % {"code": line["matter"]}
                yield entry.finding("UNKNOWN_REF", reason, "matters", place, "matter")


def _records(entries: Iterable[Entry], stored: Catalogue) -> Iterator[Entry | Finding]:
    for entry in entries:
        known = stored.records(entry.kind).get(entry.id)
        if known is None:
            yield entry
        elif fingerprint(known) != fingerprint(entry.record):
            yield entry.finding("CONFLICT", _("“%(id)s” is known with other content.") % {"id": entry.id})


def _versions(kind: str, folder: Catalogue) -> Iterator[Entry | Finding]:
    known = _known_versions(kind, [entry.id for entry in folder.of(kind)])
    for entry in folder.of(kind):
        fault = _version_fault(entry, known.get(entry.id, []))
        if fault is None:
            yield entry
        elif fault:
            yield entry.finding("CONFLICT", *fault)


def _version_fault(entry: Entry, known: list[Version]) -> tuple[str, ...] | None:
    """None: a new version. Empty: known with the same content. Else what contradicts, and where."""
    number, print_ = entry.record["version"], fingerprint(entry.record)
    same = [version for version in known if version[0] == number]
    if same:
        if same[0][1] == print_:
            return ()
        return _("Version %(number)d is known with other content.") % {"number": number}, "version"
    if not known:
        return None
    last = max(known)
    if number != last[0] + 1:
        return _("The next version is %(number)d.") % {"number": last[0] + 1}, "version"
    if _day(entry.record["effective_from"]) <= last[3]:
        return _("A new version begins later than the one before."), "effective_from"
    return None


def _known_versions(kind: str, codes: list[str]) -> dict[str, list[Version]]:
    model, owner = VERSIONED[kind]
    found: dict[str, list[Version]] = {}
    rows: Any = model.objects.filter(**{f"{owner}__code__in": codes}).values_list(
        f"{owner}__code", "version", "fingerprint", "effective_to", "effective_from"
    )
    for code, *version in rows:
        found.setdefault(code, []).append(tuple(version))
    return found


def _day(text: str) -> date:
    """A day that can't be read is named by the linter; here it only must not be later than any."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
