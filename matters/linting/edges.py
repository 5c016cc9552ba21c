"""CYCLE and PAYLOAD: what one matter of a one-thing waits for, and what it gets from another."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from matters.linting.catalogue import Catalogue, Entry, Record
from matters.linting.findings import Finding

FEEDBACK = "notify_after"


def check_edges(catalogue: Catalogue) -> Iterator[Finding]:
    """All findings of this file."""
    matters = catalogue.records("matters")
    for entry in catalogue.of("one_things"):
        ring = find_ring(entry.record["edges"])
        if ring:
            reason = _("Each waits for the other: %(ring)s") % {"ring": " > ".join(ring)}
            yield entry.finding("CYCLE", reason, "edges")
        for place, edge in enumerate(entry.record["edges"]):
            yield from _payload(entry, place, edge, matters)


def find_ring(edges: list[Record]) -> list[str]:
    """A ring of blocking edges, first matter repeated at the end; empty when there is none."""
    targets: dict[str, list[str]] = {}
    for edge in edges:
        if edge["gate"] != FEEDBACK:
            targets.setdefault(edge["from"], []).append(edge["to"])
    finished: set[str] = set()
    for start in targets:
        ring = _ring_from(start, targets, finished)
        if ring:
            return ring
    return []


def _ring_from(start: str, targets: Mapping[str, list[str]], finished: set[str]) -> list[str]:
    """Depth first without recursion, so that no chain of matters is too long."""
    path, waiting = [start], [iter(targets.get(start, ()))]
    while waiting:
        step = next(waiting[-1], None)
        if step is None:
            finished.add(path.pop())
            waiting.pop()
        elif step in path:
            return [*path[path.index(step) :], step]
        elif step not in finished:
            path.append(step)
            waiting.append(iter(targets.get(step, ())))
    return []


def _payload(entry: Entry, place: int, edge: Record, matters: Mapping[str, Any]) -> Iterator[Finding]:
    """A fact comes out of the source's conclusion and goes into the target's form.

    Feedback goes into the target's own register, not into a form that is long decided.
    """
    source, target = matters.get(edge["from"]), matters.get(edge["to"])
    for at, fact in enumerate(edge["payload"]):
        if source and fact["from_element"] not in _concluded(source):
            reason = _("“%(element)s” is not in the conclusion of %(matter)s.")
            detail = reason % {"element": fact["from_element"], "matter": edge["from"]}
            yield entry.finding("PAYLOAD", detail, "edges", place, "payload", at, "from_element")
        asked = edge["gate"] == FEEDBACK or not target or fact["to_element"] in _asked(target)
        if not asked:
            reason = _("“%(element)s” is not in the form of %(matter)s.")
            detail = reason % {"element": fact["to_element"], "matter": edge["to"]}
            yield entry.finding("PAYLOAD", detail, "edges", place, "payload", at, "to_element")


def _concluded(matter: Record) -> set[str]:
    return {field["element"] for field in matter["conclusion_fields"]}


def _asked(matter: Record) -> set[str]:
    return {field["element"] for group in matter["form"] for field in group["fields"]}
