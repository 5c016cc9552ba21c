"""O7: who starts when, who waits for whom, what decides the length."""

from collections.abc import Iterable, Mapping, Sequence

from matters.composing.parts import CyclicEdges, Record, Slot

Before = Mapping[str, Sequence[str]]


def gate_sources(edges: Iterable[Record], gate: str) -> dict[str, list[str]]:
    """matter -> the matters it waits for at that gate, in the order of the edges."""
    found: dict[str, list[str]] = {}
    for edge in edges:
        if edge["gate"] == gate:
            found.setdefault(edge["to"], []).append(edge["from"])
    return found


def in_order(matters: Sequence[str], edges: Sequence[Record]) -> list[str]:
    """The matters with every source before its target. Raises CyclicEdges when there is a ring."""
    waiting = dict.fromkeys(matters, 0)
    targets: dict[str, list[str]] = {}
    for edge in edges:
        waiting[edge["to"]] += 1
        targets.setdefault(edge["from"], []).append(edge["to"])
    ready = [matter for matter, count in waiting.items() if count == 0]
    for matter in ready:
        for target in targets.get(matter, []):
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    if len(ready) < len(waiting):
        raise CyclicEdges(" > ".join(matter for matter, count in waiting.items() if count))
    return ready


def plan_slots(
    matters: Sequence[str], edges: Sequence[Record], durations: Mapping[str, int]
) -> dict[str, Slot]:
    """Earliest times when all is filed at minute 0.

    A matter starts when its `before_start` sources have finished. Behind a `before_decide` source it
    works in parallel but concludes not before the source, and then at once.
    """
    starts, decides = gate_sources(edges, "before_start"), gate_sources(edges, "before_decide")
    slots: dict[str, Slot] = {}
    for matter in in_order(matters, edges):
        start = _latest(slots, starts.get(matter, []))
        finish = max(start + durations[matter], _latest(slots, decides.get(matter, [])))
        slots[matter] = Slot(matter, start, finish)
    return {matter: slots[matter] for matter in matters}


def levels(matters: Sequence[str], edges: Sequence[Record]) -> list[list[str]]:
    """Matters by how many others in a row stand before them."""
    level: dict[str, int] = {}
    before: dict[str, list[str]] = {}
    for edge in edges:
        before.setdefault(edge["to"], []).append(edge["from"])
    for matter in in_order(matters, edges):
        level[matter] = max((1 + level[source] for source in before.get(matter, [])), default=0)
    found: list[list[str]] = [[] for _step in range(max(level.values(), default=-1) + 1)]
    for matter in matters:
        found[level[matter]].append(matter)
    return found


def critical_path(
    slots: Mapping[str, Slot], edges: Sequence[Record], durations: Mapping[str, int]
) -> list[str]:
    """The matters that decide the length, from first to last."""
    starts, decides = gate_sources(edges, "before_start"), gate_sources(edges, "before_decide")
    step = _first_finishing(slots, list(slots), longest(slots)) if slots else None
    path: list[str] = []
    while step is not None:
        path.append(step)
        slot = slots[step]
        if slot.finish_minute > slot.start_minute + durations[step]:
            step = _first_finishing(slots, decides.get(step, []), slot.finish_minute)
        elif slot.start_minute > 0:
            step = _first_finishing(slots, starts.get(step, []), slot.start_minute)
        else:
            step = None
    return path[::-1]


def longest(slots: Mapping[str, Slot]) -> int:
    """The minute at which the last matter finishes."""
    return max((slot.finish_minute for slot in slots.values()), default=0)


def _latest(slots: Mapping[str, Slot], sources: Iterable[str]) -> int:
    return max((slots[source].finish_minute for source in sources), default=0)


def _first_finishing(slots: Mapping[str, Slot], matters: Sequence[str], minute: int) -> str | None:
    return next((matter for matter in matters if slots[matter].finish_minute == minute), None)
