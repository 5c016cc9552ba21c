"""What belongs into which department's file of a case, and whether it may be closed. All pure.

不动产登记“一窗受理、并行办理” keeps archives apart (A-015, 档案分别管理): each department gets what its own
matters asked for and decided, what it shares with others, and what concerns the whole case; never
what only another department asked for.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from documents.models import Retention
from documents.states import Scan

APPEAL_MONTHS = 6  # to bring an action, Administrative Litigation Law art. 46; reconsideration ends earlier


class Scope(StrEnum):
    """Whose a thing in a department's file is."""

    OWN = "own"
    SHARED = "shared"


@dataclass(frozen=True)
class Holdings:
    """Who decides which matters of a case: `owners` is matter -> department.

    `keeper`: the department that keeps what no matter asked for: the errand's lead where it decides
    a matter itself, else the first.
    """

    owners: Mapping[str, str]
    keeper: str

    @classmethod
    def of(cls, plan: Mapping[str, Any], lead: str) -> "Holdings":
        """From the plan as it stood at acceptance."""
        owners = {task["matter"]: task["department"] for task in plan["tasks"]}
        departments = list(owners.values())
        return cls(owners, lead if lead in departments else departments[0])

    @property
    def departments(self) -> list[str]:
        """Each department once, in the order of the plan."""
        return list(dict.fromkeys(self.owners.values()))

    def matters_of(self, department: str) -> list[str]:
        """What it decides, in the order of the plan."""
        return [matter for matter, owner in self.owners.items() if owner == department]


def asked_by(plan: Mapping[str, Any]) -> dict[str, set[str]]:
    """material -> the matters whose handbooks ask for it."""
    asking: dict[str, set[str]] = {}
    for task in plan["tasks"]:
        for line in task["materials"]:
            asking.setdefault(line["material"], set()).add(task["matter"])
    return asking


def scope_of(matters: Collection[str] | None, department: str, holdings: Holdings) -> Scope | None:
    """Whether a thing of these matters goes into a department's file, and as whose; None: it does not.

    `matters`: those that asked for it, decided it or gave it; none: nobody asked for it, and the keeper
    has it. None: it is the whole case's, such as a paper that every party got.
    """
    if matters is None:
        return Scope.SHARED
    whose = {holdings.owners[matter] for matter in matters if matter in holdings.owners}
    whose = whose or {holdings.keeper}
    if department not in whose:
        return None
    return Scope.OWN if whose == {department} else Scope.SHARED


def retention_of(decisions: Iterable[str | None]) -> Retention:
    """How long a department keeps its file: longer where it granted something that others rely on.

    Local practice, the periods of the state archives' list for approvals; a city's own list goes before.
    """
    return Retention.YEARS_30 if "approve" in decisions else Retention.YEARS_10


@dataclass(frozen=True)
class Part:
    """A stored file that is to be archived, as the check sees it."""

    name: str
    scan: str
    pages: int


def faults_of(
    *,
    parts: Iterable[Part],
    undecided: Iterable[str],
    without_certificate: Iterable[str],
    papers: Collection[str],
    damaged: Iterable[str],
) -> list[dict[str, str]]:
    """What keeps a case from the archive, by the four natures (四性检测, archive regulations arts 38-40).

    `undecided`: matters without a conclusion; `without_certificate`: granted matters whose result was
    never made; `papers`: the kinds of papers there are; `damaged`: rows and files of the ledger's
    verification.
    """
    parts = list(parts)
    missing = [*undecided, *without_certificate, *({"decision"} - set(papers))]
    return [
        *({"nature": "authenticity", "what": name} for name in damaged),
        *({"nature": "completeness", "what": name} for name in missing),
        *({"nature": "usability", "what": part.name} for part in parts if part.pages < 1),
        *({"nature": "safety", "what": part.name} for part in parts if part.scan != Scan.CLEAN),
    ]
