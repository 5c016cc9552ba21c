"""What the verifier found."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from ledger.registry import labels


class Kind(StrEnum):
    """What happened to the row."""

    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    CUT = "cut"


@dataclass(frozen=True)
class Problem:
    """One row that is not as the ledger says; `case` is the label of its chain, "" outside any."""

    case: str
    table: str
    key: str
    problem: str
    detail: str = ""

    def as_json(self) -> dict[str, str]:
        """The line of the report."""
        return asdict(self)


class Findings:
    """The problems of one chain, each row named once."""

    def __init__(self, chain_id: int) -> None:
        self.chain_id = chain_id
        self._found: dict[tuple[str, str], tuple[str, str]] = {}

    def add(self, table: str, key: object, problem: str, detail: str = "") -> None:
        """Keeps the first problem of a row."""
        self._found.setdefault((table, str(key)), (problem, detail))

    def has(self, table: str, key: object) -> bool:
        """Whether the row was named already."""
        return (table, str(key)) in self._found

    def __bool__(self) -> bool:
        return bool(self._found)

    def named(self, case: str) -> Iterator[Problem]:
        """The problems under the label of their chain."""
        for (table, key), (problem, detail) in self._found.items():
            yield Problem(case, table, key, problem, detail)


def label_chains(kinds: dict[int, str]) -> dict[int, str]:
    """What people call these chains (chain id -> kind given): a case by its number."""
    names = {chain_id: f"{kind} chain {chain_id}" for chain_id, kind in kinds.items()}
    for kind, label in labels().items():
        ids = [chain_id for chain_id, its_kind in kinds.items() if its_kind == kind]
        if ids:
            names.update(label.describe(ids))
    return names
