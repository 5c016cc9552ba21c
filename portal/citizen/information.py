"""What the public pages beside the guides tell: whom to ask, where to go, what still takes more visits."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department, ServicePoint
from core.clock import today
from core.text import pick
from matters.models import Handbook, KnowledgeEntry, Law, NegativeEntry
from portal.citizen.catalogue import visits
from windows.models import Window

Row = dict[str, Any]
MOST = 200  # rows of a page that is read as a whole
UNTIL = "\u2060–\u2060"  # a dash between word joiners: no line ends beside it


def hours_text(hours: Sequence[dict[str, str]]) -> str:
    """Opening hours in one line: working days 9:00–12:00, 13:30–17:00; no span is cut in two."""
    spans = [f"{_clock(span['start'])}{UNTIL}{_clock(span['end'])}" for span in hours]
    return _("working days %(spans)s") % {"spans": ", ".join(spans)} if spans else ""


def _clock(text: str) -> str:
    return text.removeprefix("0")


def places(points: QuerySet[ServicePoint] | None = None) -> list[Row]:
    """Halls with area, hours and windows, in the catalogue's order: these, or all; two queries."""
    found = ServicePoint.objects.all() if points is None else points
    rows = found.select_related("area").order_by("ordinal")
    windows = Prefetch("windows", Window.objects.order_by("ordinal"))
    return [
        {
            "code": point.code,
            "name": pick(point.name),
            "area": pick(point.area.name),
            "room": pick(point.service_area) if point.service_area else "",
            "hours": hours_text(point.opening_hours),
            "windows": [
                {"code": row.code, "name": pick(row.name), "counters": counters(row.counters)}
                for row in point.windows.all()
            ],
        }
        for point in rows.prefetch_related(windows)[:MOST]
    ]


def counters(numbers: Sequence[str]) -> str:
    """C01–C03, or a single number."""
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else "".join(numbers)


def departments() -> list[Row]:
    """Every department with the numbers to ask and to complain; one query."""
    return [
        {"name": pick(row.name), "consult": row.consult_phone, "complaint": row.complaint_phone}
        for row in Department.objects.order_by("code")[:MOST]
    ]


def questions() -> list[Row]:
    """The city's questions and answers, with the guide each belongs to; one query."""
    rows = KnowledgeEntry.objects.select_related("matter", "one_thing")[:MOST]
    return [
        {
            "code": row.code,
            "question": pick(row.question),
            "answer": pick(row.answer),
            "url": _guide_url(row),
        }
        for row in rows
    ]


def _guide_url(row: KnowledgeEntry) -> str:
    if row.one_thing:
        return reverse("portal:one-thing", args=[row.one_thing.code])
    return reverse("portal:matter", args=[row.matter.code]) if row.matter else ""


def negative_list() -> list[Row]:
    """Matters that the law lets take more than one visit, with the reason and the next review (A-043)."""
    entries = NegativeEntry.objects.select_related("matter")[:MOST]
    books = Handbook.objects.in_force(today()).filter(matter__in=[row.matter_id for row in entries])
    names = {book.matter_id: pick(book.name) for book in books.defer("record")}
    laws = Law.objects.in_bulk([row.record["basis"]["law"] for row in entries], field_name="code")
    return [
        {
            "name": names.get(row.matter_id, row.matter.code),
            "url": reverse("portal:matter", args=[row.matter.code]),
            "visits": visits(row.max_visits),
            "reason": pick(row.record["reason"]),
            "basis": _basis(row.record["basis"], laws),
            "next_review": row.next_review,
        }
        for row in entries
    ]


def _basis(basis: dict[str, Any], laws: dict[str, Law]) -> str:
    law = laws.get(basis["law"])
    return " ".join(part for part in (pick(law.name) if law else "", basis["article"] or "") if part)
