"""A catalogue in memory, every record with the place it was read from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from matters.linting.findings import Finding, pointer
from matters.linting.kinds import KINDS

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One record. `path` is the JSON pointer of the record inside `file`."""

    kind: str
    record: Record
    file: str
    path: str = ""

    @property
    def id(self) -> str:
        """What names the record among its kind; empty where a file is one record."""
        identity = KINDS[self.kind].identity
        return str(self.record[identity]) if identity else ""

    def finding(self, code: str, detail: str, *steps: object) -> Finding:
        """A finding at a place inside this record."""
        return Finding(self.file, self.path + pointer(*steps), code, detail)


@dataclass(frozen=True)
class Catalogue:
    """Records that have the right form, in the order of the files.

    `unsure` names kinds with a file that could not be read whole: references to them are not judged.
    """

    entries: tuple[Entry, ...]
    unsure: frozenset[str] = field(default_factory=frozenset)

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The entries of a kind."""
        return self._by_kind.get(kind, ())

    def records(self, kind: str) -> Mapping[str, Record]:
        """id -> record of a kind; of two with the same id the last."""
        return self._records.get(kind, {})

    def single(self, kind: str) -> Record | None:
        """The record of a kind that has just one, such as the rules."""
        found = self.of(kind)
        return found[-1].record if found else None

    def handbooks(self) -> Iterator[Entry]:
        """Matters, then one-things."""
        yield from self.of("matters")
        yield from self.of("one_things")

    def with_entries(self, added: Iterable[Entry]) -> "Catalogue":
        """The same catalogue with these on top; a matter or one-thing replaces the one with its id."""
        added = tuple(added)
        replaced = {(entry.kind, entry.id) for entry in added if KINDS[entry.kind].folder}
        kept = tuple(entry for entry in self.entries if (entry.kind, entry.id) not in replaced)
        return Catalogue(kept + added, self.unsure)

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.kind, []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    @cached_property
    def _records(self) -> dict[str, dict[str, Record]]:
        return {
            kind: {entry.id: entry.record for entry in entries} for kind, entries in self._by_kind.items()
        }
