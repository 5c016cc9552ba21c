"""What a reader of the catalogue sees: versions of a day, lists, searches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import NotFound
from matters.models import (
    Handbook,
    HandbookQuerySet,
    KnowledgeEntry,
    MatterStatus,
    OneThingVersion,
    SearchEntry,
    VersionQuerySet,
)
from matters.ranking import scored

WHOLE_ERRAND = 2.0  # of two that fit alike, the whole errand comes before one of its matters
AUDIENCES = {"person": ["1"], "business": ["2", "3", "4", "6"], "organisation": ["2", "3", "4", "6"]}


def handbook_in_force(code: str, on: date | None = None) -> Handbook:
    """The handbook of a matter on that day (today). Raises NotFound, for ended matters too."""
    rows = Handbook.objects.in_force(on or today()).select_related("matter", "department")
    return _first(rows.filter(matter__code=code))


def handbook_shown(code: str, on: date | None = None) -> Handbook:
    """The handbook in force, or else the last one: what the law has ended is shown as history."""
    rows = Handbook.objects.published().select_related("matter", "department")
    return _first(_in_force_first(rows.filter(matter__code=code), on or today()))


def one_thing_in_force(code: str, on: date | None = None) -> OneThingVersion:
    """The version of a one-thing on that day (today). Raises NotFound."""
    rows = OneThingVersion.objects.in_force(on or today()).select_related("one_thing", "lead_department")
    return _first(rows.filter(one_thing__code=code))


def one_things_listed(on: date | None = None) -> QuerySet[OneThingVersion]:
    """All one-things in force, by code."""
    rows = OneThingVersion.objects.in_force(on or today()).select_related("one_thing", "lead_department")
    return rows.order_by("one_thing__code")


def handbooks_listed(
    *, q: str = "", department: str = "", audience: str = "", on: date | None = None
) -> HandbookQuerySet:
    """Handbooks in force, the best match first when something is searched for, else by code.

    `department` is a department's code; `audience` is `person`, `business` or a code of
    GB/T 39046-2020 A.4. An unknown one finds nothing. For pages: one query each for rows and count.
    """
    rows = Handbook.objects.in_force(on or today()).select_related("matter", "department")
    if department:
        rows = rows.filter(department__code=department)
    if audience:
        rows = rows.filter(service_objects__overlap=AUDIENCES.get(audience, [audience]))
    if not q.strip():
        return rows.order_by("matter__code")
    return scored(rows, q, "search_entry__", "matter__code").order_by("-score", "matter__code")


def handbooks_pinned(errand: OneThingVersion | Handbook, on: date) -> dict[str, int]:
    """matter code -> id of the handbook in force that day, for every matter of an errand.

    A matter that the law has ended is pinned to its last handbook, so that it still composes (O3).
    """
    if isinstance(errand, Handbook):
        return {errand.record["id"]: errand.pk}
    codes = [line["matter"] for line in errand.record["matters"]]
    rows = _in_force_first(Handbook.objects.published().filter(matter__code__in=codes), on)
    found: dict[str, int] = {}
    for code, key in rows.values_list("matter__code", "pk"):
        found.setdefault(code, key)
    return {code: found[code] for code in codes}


def windows_of(errand: OneThingVersion | Handbook) -> list[str]:
    """Codes of the windows that accept an errand: one for a whole one-thing."""
    return [errand.window] if isinstance(errand, OneThingVersion) else list(errand.windows)


@dataclass(frozen=True)
class Hit:
    """One thing found: a handbook, a one-thing version or a knowledge entry."""

    kind: str
    code: str
    found: Handbook | OneThingVersion | KnowledgeEntry
    ended: bool
    score: float


def search(q: str, *, limit: int = 20, on: date | None = None) -> list[Hit]:
    """Matters, one-things and answers for what somebody typed, the best first, in one query.

    Understands Chinese words and everyday names, pinyin, initials, English and codes. Ended matters
    come last, marked as such.
    """
    day = on or today()
    if not q.strip():
        return []
    rows = SearchEntry.objects.filter(_visible(day)).select_related(
        "handbook__matter",
        "handbook__department",
        "one_thing_version__one_thing",
        "one_thing_version__lead_department",
        "knowledge__matter",
        "knowledge__one_thing",
    )
    codes = ("handbook__matter__code", "one_thing_version__one_thing__code", "knowledge__code")
    found = scored(rows, q, "", *codes).order_by("-score", "id")[: limit * 2]
    hits = [_hit(entry, day) for entry in found]
    return sorted(hits, key=lambda hit: (hit.ended, -hit.score))[:limit]


def _hit(entry: Any, day: date) -> Hit:
    if entry.handbook:
        handbook = entry.handbook
        return Hit("matter", handbook.matter.code, handbook, handbook.is_ended(day), entry.score)
    if entry.one_thing_version:
        version = entry.one_thing_version
        score = entry.score + WHOLE_ERRAND
        return Hit("one_thing", version.one_thing.code, version, False, score)
    return Hit("knowledge", entry.knowledge.code, entry.knowledge, False, entry.score)


def _visible(day: date) -> Q:
    """Versions in force that day, ended matters, and the whole knowledge base."""
    return (
        Q(knowledge__isnull=False)
        | _in_force("handbook", day)
        | _in_force("one_thing_version", day)
        | Q(handbook__published_at__isnull=False, handbook__status=MatterStatus.CANCELLED)
    )


def _in_force(owner: str, day: date) -> Q:
    open_ended = Q(**{f"{owner}__effective_to__isnull": True}) | Q(**{f"{owner}__effective_to__gte": day})
    held = {f"{owner}__published_at__isnull": False, f"{owner}__effective_from__lte": day}
    return Q(**held) & open_ended


def _in_force_first(rows: VersionQuerySet, day: date) -> VersionQuerySet:
    holds = Q(effective_from__lte=day) & (Q(effective_to__isnull=True) | Q(effective_to__gte=day))
    live = Case(When(holds, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.alias(live=live).order_by("live", "-version")


def _first(rows: Iterable[Any]) -> Any:
    for row in rows:
        return row
    raise NotFound(_("The catalogue has no such entry in force."))
