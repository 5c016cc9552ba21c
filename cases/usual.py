"""How long an errand usually takes: the band in which half and nine of ten were done. Pure.

Two dates stand side by side and are never mixed: the promise is a duty, the usual time is what
happened to others (experience page, decision 4). Too few cases say nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

LEAST_CASES = 30
MOST_CASES = 1000  # the newest of a version: more would not change the band
WINDOW_DAYS = 30
HALF, MOST = 0.5, 0.9

Span = tuple[datetime, datetime]
Minutes = Callable[[datetime, datetime], int]


@dataclass(frozen=True)
class Band:
    """Half within `half`, nine of ten within `most`, counted from `cases` cases; in the samples' unit."""

    half: int
    most: int
    cases: int


def band(samples: Sequence[int]) -> Band | None:
    """The band of these lengths of time; None from fewer than thirty.

    The order statistic at (n + 1)p: the next case falls under it with a chance of p, whatever the
    distribution, which the empirical quantile at np does not reach for small n.
    """
    if len(samples) < LEAST_CASES:
        return None
    ordered = sorted(samples)
    return Band(_at(ordered, HALF), _at(ordered, MOST), len(ordered))


def _at(ordered: Sequence[int], part: float) -> int:
    place = ceil((len(ordered) + 1) * part)
    return ordered[min(place, len(ordered)) - 1]


def minutes_with_us(begin: datetime, end: datetime, waits: Iterable[Span], minutes: Minutes) -> int:
    """The minutes from `begin` to `end` without those that waited for the citizen; overlaps count once."""
    waited = sum(minutes(*span) for span in merged(waits, begin, end))
    return max(minutes(begin, end) - waited, 0)


def merged(spans: Iterable[Span], begin: datetime, end: datetime) -> list[Span]:
    """The spans within [begin, end], in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, stop in sorted((max(start, begin), min(stop, end)) for start, stop in spans):
        if stop <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found
