"""Finding: what somebody typed, and how a list is narrowed down, as one statement on the search index."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When

from core.clock import today
from matters.models import (
    Handbook,
    HandbookQuestion,
    KnowledgeEntry,
    MatterStatus,
    OneThingVersion,
    SearchEntry,
)
from matters.ranking import scored
from matters.searching import plain
from matters.words import LifeEvent, words

WHOLE_ERRAND = 2.0  # of two that fit alike, the whole errand comes before one of its matters
ANSWER = -3.0  # and a matter before a question about it
HISTORY = -30.0  # what the law has ended, far behind what fits as well
_ENDED = Q(handbook__status=MatterStatus.CANCELLED)
LEADS = {SearchEntry.Kind.ONE_THING: WHOLE_ERRAND, SearchEntry.Kind.ANSWER: ANSWER}


@dataclass(frozen=True)
class Narrowing:
    """How a list is narrowed down; what is empty narrows nothing, what is unknown finds nothing.

    `audience`: person, business; `online`: "1" all of it online; `visits`: at most so many, "0" or "1";
    `department`: a code; `place`: town, village; `event`: the key of a turn of life.
    """

    audience: str = ""
    online: str = ""
    visits: str = ""
    department: str = ""
    place: str = ""
    event: str = ""

    def as_query(self) -> Q:
        """The same as conditions on the index."""
        found = Q()
        if self.audience:
            found &= Q(audiences__contains=[self.audience])
        if self.online:
            found &= Q(online=True) if self.online == "1" else Q(pk=None)
        if self.visits:
            found &= Q(visits__lte=int(self.visits)) if self.visits in {"0", "1"} else Q(pk=None)
        if self.department:
            found &= Q(departments__contains=[self.department])
        if self.place:
            found &= Q(places__contains=[self.place])
        return found & _of_event(self.event) if self.event else found


EVERYTHING = Narrowing()


def life_event(key: str) -> LifeEvent | None:
    """The turn of life with this key."""
    return next((event for event in words().events if event.key == key), None)


def life_event_counts() -> list[tuple[LifeEvent, int]]:
    """Turns of life behind which something stands, with how much; one query."""
    events = words().events
    rows = _listed(today())
    counts = rows.aggregate(**{event.key: Count("pk", filter=_of_event(event.key)) for event in events})
    return [(event, counts[event.key]) for event in events if counts[event.key]]


def audience_counts() -> dict[str, int]:
    """audience -> how many one-things and matters there are for it; one query."""
    kinds = ("person", "business")
    rows = _listed(today())
    return rows.aggregate(**{kind: Count("pk", filter=Q(audiences__contains=[kind])) for kind in kinds})


def _of_event(key: str) -> Q:
    event = life_event(key)
    mentioned = Q(pk=None)
    for word in event.words if event else ():
        mentioned |= Q(title__contains=plain(word))
    return mentioned


def entries_found(q: str, narrowing: Narrowing = EVERYTHING, on: date | None = None) -> QuerySet[SearchEntry]:
    """Entries of the index, the best first; without a question everything to apply for, one-things first.

    For pages: one query for the rows with their records, one for the count.
    """
    day = on or today()
    if not q.strip():
        return _listed(day).filter(narrowing.as_query()).order_by("-kind", "code")
    visible = SearchEntry.objects.filter(_visible(day), narrowing.as_query())
    leads = [When(kind=kind, then=Value(value)) for kind, value in LEADS.items()]
    lead = Case(When(_ENDED, then=Value(HISTORY)), *leads, default=Value(0.0))
    found = scored(_with_records(visible), q, "", "code").annotate(rank=F("score") + lead, ended=_ended())
    return found.order_by("-rank", "id")


def _listed(day: date) -> QuerySet[SearchEntry]:
    return _with_records(
        SearchEntry.objects.filter(_in_force("handbook", day) | _in_force("one_thing_version", day))
    )


def _with_records(rows: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    return rows.select_related(
        "handbook__matter",
        "handbook__department",
        "one_thing_version__one_thing",
        "one_thing_version__lead_department",
        "knowledge__matter",
        "knowledge__one_thing",
        "question__handbook__matter",
    ).defer("handbook__record", "question__handbook__record")


@dataclass(frozen=True)
class Hit:
    """One thing found: a handbook, a one-thing version, a knowledge entry or a handbook's question."""

    kind: str
    code: str
    found: Handbook | OneThingVersion | KnowledgeEntry | HandbookQuestion
    ended: bool
    score: float


def search(
    q: str, *, limit: int = 20, on: date | None = None, narrowing: Narrowing = EVERYTHING
) -> list[Hit]:
    """Matters, one-things and answers for what somebody typed, the best first, in one query.

    Understands Chinese words and everyday names, pinyin, initials, English, codes, characters that
    sound the same and single slips. Ended matters come last, marked as such.
    """
    if not q.strip():
        return []
    found = hits(entries_found(q, narrowing, on)[:limit])
    return sorted(found, key=lambda hit: hit.ended)


def hits(entries: Iterable[Any]) -> Iterable[Hit]:
    """What these entries point to."""
    for entry in entries:
        found = entry.handbook or entry.one_thing_version or entry.knowledge or entry.question
        score, ended = getattr(entry, "rank", 0.0), getattr(entry, "ended", False)
        yield Hit(entry.kind, entry.code, found, ended, score)


def _ended() -> Case:
    return Case(When(_ENDED, then=Value(True)), default=Value(False), output_field=BooleanField())


def _visible(day: date) -> Q:
    """Versions in force that day, ended matters, and the whole knowledge base."""
    return (
        Q(knowledge__isnull=False)
        | _in_force("handbook", day)
        | _in_force("one_thing_version", day)
        | _in_force("question__handbook", day)
        | Q(handbook__published_at__isnull=False, handbook__status=MatterStatus.CANCELLED)
    )


def _in_force(owner: str, day: date) -> Q:
    open_ended = Q(**{f"{owner}__effective_to__isnull": True}) | Q(**{f"{owner}__effective_to__gte": day})
    held = {f"{owner}__published_at__isnull": False, f"{owner}__effective_from__lte": day}
    return Q(**held) & open_ended
