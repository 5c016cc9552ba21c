"""What a reader of the catalogue sees: versions of a day, lists, searches."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from core.clock import today
from core.errors import NotFound
from matters.models import (
    Handbook,
    HandbookQuerySet,
    OneThingVersion,
    VersionQuerySet,
)
from matters.ranking import scored

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


def _in_force_first(rows: VersionQuerySet, day: date) -> VersionQuerySet:
    holds = Q(effective_from__lte=day) & (Q(effective_to__isnull=True) | Q(effective_to__gte=day))
    live = Case(When(holds, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.alias(live=live).order_by("live", "-version")


def _first(rows: Iterable[Any]) -> Any:
    for row in rows:
        return row
    raise NotFound(_("The catalogue has no such entry in force."))
