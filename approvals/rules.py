"""The rules of parallel approval: pure functions from values to values.

Plan: what matters.plan froze at acceptance. `edges` are its blocking and feedback edges, each
`{"from", "to", "gate", "payload": [{"from_element", "to_element"}]}`; matters are named by code.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from approvals.states import Decision
from cases.states import CaseState
from core.calendar import Due
from matters.models import Gate

Edge = Mapping[str, Any]
DueAt = Callable[[datetime, int, str], Due]

BLOCKING = (Gate.BEFORE_START, Gate.BEFORE_DECIDE)


def sources(matter: str, edges: Iterable[Edge], gate: str) -> list[str]:
    """The matters whose conclusion this one waits for at that gate."""
    return [edge["from"] for edge in edges if edge["to"] == matter and edge["gate"] == gate]


def may_start(matter: str, edges: Sequence[Edge], concluded: Collection[str]) -> bool:
    """Whether every `before_start` source has concluded: parallel unless declared otherwise (A-013)."""
    return all(source in concluded for source in sources(matter, edges, Gate.BEFORE_START))


def waits_for(matter: str, edges: Sequence[Edge], concluded: Collection[str]) -> list[str]:
    """The blocking sources that have not concluded yet; empty when the matter may be decided."""
    blocking = (edge["from"] for edge in edges if edge["to"] == matter and edge["gate"] in BLOCKING)
    return [source for source in dict.fromkeys(blocking) if source not in concluded]


def facts_delivered(
    source: str, fields: Mapping[str, Any], edges: Iterable[Edge]
) -> dict[str, dict[str, Any]]:
    """What a conclusion brings to other matters: target -> element -> value (A-014).

    Every edge that leaves the source carries its payload, feedback edges too.
    """
    delivered: dict[str, dict[str, Any]] = {}
    for edge in edges:
        if edge["from"] != source:
            continue
        facts = {
            pair["to_element"]: fields[pair["from_element"]]
            for pair in edge["payload"]
            if pair["from_element"] in fields
        }
        delivered.setdefault(edge["to"], {}).update(facts)
    return delivered


def fall_with(refused: str, edges: Sequence[Edge], open_matters: Collection[str]) -> list[str]:
    """The open matters that can't go on because one they wait for, directly or not, was refused."""
    fallen: list[str] = []
    frontier = [refused]
    while frontier:
        source = frontier.pop(0)
        for edge in edges:
            target = edge["to"]
            needs = edge["from"] == source and edge["gate"] in BLOCKING
            if needs and target in open_matters and target not in fallen:
                fallen.append(target)
                frontier.append(target)
    return fallen


def outcome(decisions: Mapping[str, str | None]) -> CaseState:
    """What a settled round makes of its case.

    `decisions`: matter -> approve, refuse, or None where the task fell with another.
    """
    granted = [decision == Decision.APPROVE for decision in decisions.values()]
    if all(granted):
        return CaseState.GRANTED
    return CaseState.PARTLY_GRANTED if any(granted) else CaseState.REFUSED


def pulled_along(promises: Mapping[str, datetime], edges: Sequence[Edge]) -> dict[str, datetime]:
    """The promises once none ends before those its decision waits for, directly or not."""
    moved = dict(promises)
    gates = [edge for edge in edges if edge["gate"] == Gate.BEFORE_DECIDE]
    pairs = [(e["from"], e["to"]) for e in gates if e["from"] in moved and e["to"] in moved]
    for _step in range(len(moved)):  # no chain is longer
        for source, target in pairs:
            moved[target] = max(moved[target], moved[source])
    return moved


@dataclass(frozen=True)
class PlannedTask:
    """When one task starts and must end if every department takes all the time it promised."""

    matter: str
    start: datetime
    due: datetime
    provisional: bool


def schedule(
    tasks: Sequence[Mapping[str, Any]],
    edges: Sequence[Edge],
    *,
    start: datetime,
    limit: str,
    due_at: DueAt,
    known: Mapping[str, PlannedTask] | None = None,
) -> dict[str, PlannedTask]:
    """The real-calendar twin of rule O7, for `limit` promised_limit or statutory_limit.

    A task starts when its `before_start` sources end and ends not before its `before_decide`
    sources. Where there is no statutory limit the promise stands (O8). `known` are tasks whose
    times are no longer a matter of planning.
    """
    planned: dict[str, PlannedTask] = dict(known or {})
    remaining = {task["matter"]: task for task in tasks if task["matter"] not in planned}
    while remaining:
        ready = [m for m in remaining if not any(s in remaining for s in _blocking_sources(m, edges))]
        if not ready:
            raise ValueError("The plan's blocking edges form a cycle.")
        for matter in ready:
            planned[matter] = _plan(
                remaining.pop(matter), edges, planned, start=start, limit=limit, due_at=due_at
            )
    return planned


def _blocking_sources(matter: str, edges: Sequence[Edge]) -> list[str]:
    return [edge["from"] for edge in edges if edge["to"] == matter and edge["gate"] in BLOCKING]


def _plan(
    task: Mapping[str, Any],
    edges: Sequence[Edge],
    planned: Mapping[str, PlannedTask],
    *,
    start: datetime,
    limit: str,
    due_at: DueAt,
) -> PlannedTask:
    matter = task["matter"]
    before_start = [planned[s] for s in sources(matter, edges, Gate.BEFORE_START) if s in planned]
    before_decide = [planned[s] for s in sources(matter, edges, Gate.BEFORE_DECIDE) if s in planned]
    begins = max([start, *(source.due for source in before_start)])
    span = task[limit] or task["promised_limit"]
    due = due_at(begins, span["value"], span["unit"])
    return PlannedTask(
        matter=matter,
        start=begins,
        due=max([due.at, *(source.due for source in before_decide)]),
        provisional=due.provisional or any(s.provisional for s in (*before_start, *before_decide)),
    )


def withdrawal_closed(tasks: Iterable[tuple[bool, bool, bool]]) -> bool:
    """Whether it is too late to withdraw: a required matter of the lead department is granted.

    `tasks`: (required, of the lead department, approved). A registration may be withdrawn until it
    is entered in the register (不动产登记暂行条例 art. 15); for other errands the lead department's
    grant is the act that can't be taken back by the applicant.
    """
    return any(required and lead and approved for required, lead, approved in tasks)


def days_not_counted(planned: int, used: int) -> int:
    """Working days a special procedure takes out of the clock: those used, at most those told."""
    return max(0, min(planned, used))
