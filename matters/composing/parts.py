"""What goes into composing and what comes out. Records are those of the catalogue, as plain dicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]
Text = Mapping[str, str]


class CyclicEdges(ValueError):
    """Blocking edges form a ring, so no schedule exists; the linter refuses such a one-thing (CYCLE)."""


@dataclass(frozen=True)
class Pin:
    """Which row a handbook's record came from, so that a case can keep to it."""

    handbook_id: int
    department_id: int


@dataclass(frozen=True)
class Sources:
    """The records that an errand refers to, by id.

    `names` has labels that need no whole record (departments, shared data); `pins` the rows behind the
    handbooks. Both are empty when records come from files.
    """

    handbooks: Mapping[str, Record]
    materials: Mapping[str, Record]
    elements: Mapping[str, Record]
    rules: Record
    names: Mapping[str, Text] = field(default_factory=dict)
    pins: Mapping[str, Pin] = field(default_factory=dict)


@dataclass(frozen=True)
class Errand:
    """One application being composed: the chosen matters, live edges, and what was answered (O2, O3).

    `record` is the one-thing's record, or a single matter's seen as a one-thing of itself.
    """

    record: Record
    sources: Sources
    situation: Record
    form: Record
    matters: tuple[str, ...]
    edges: tuple[Record, ...]

    @property
    def blocking(self) -> tuple[Record, ...]:
        """Edges that hold something back; `notify_after` is feedback and blocks nothing."""
        return tuple(edge for edge in self.edges if edge["gate"] != "notify_after")

    def handbook(self, matter: str) -> Record:
        """The handbook's record of one of the matters."""
        return self.sources.handbooks[matter]


@dataclass(frozen=True)
class MaterialRow:
    """One row of the merged list: a material that at least one matter needs (O4)."""

    material: str
    source: str
    needed_by: tuple[str, ...]
    data_items: tuple[str, ...]
    lines: tuple[tuple[str, Record], ...]

    def answer(self) -> dict[str, Any]:
        """The row as the oracle and the API write it."""
        return {
            "material": self.material,
            "source": self.source,
            "needed_by": list(self.needed_by),
            "data_items": list(self.data_items),
        }


@dataclass(frozen=True)
class FieldRow:
    """One element that is asked, once, however many matters use it (O5)."""

    element: str
    required: bool
    prefilled: bool
    asked_by: tuple[str, ...]

    def answer(self) -> dict[str, Any]:
        """The row as the oracle and the API write it."""
        return {
            "element": self.element,
            "required": self.required,
            "prefilled": self.prefilled,
            "asked_by": list(self.asked_by),
        }


@dataclass(frozen=True)
class DeliveredField:
    """An element nobody asks for, because another department's conclusion brings it (A-014)."""

    element: str
    to: tuple[str, ...]
    sources: tuple[str, ...]

    def answer(self) -> dict[str, Any]:
        """The row as the oracle and the API write it."""
        return {"element": self.element, "to": list(self.to), "from": list(self.sources)}


@dataclass(frozen=True)
class Slot:
    """When one matter starts and finishes, in working minutes after filing (O7)."""

    matter: str
    start_minute: int
    finish_minute: int
