"""A handbook page: what an errand asks of somebody in their situation, computed, never typed twice.

The same values feed the page, its printed form and the pages of an application (A-021: one record).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import Department, ServicePoint
from approvals.timing import promised
from core import clock
from core.errors import NotFound
from core.text import pick
from matters.composing import Composition
from matters.models import DataItem, Handbook, KnowledgeEntry, Law, MatterStatus, OneThingVersion
from matters.plan import plan_of
from matters.selectors import handbook_shown, one_thing_in_force, windows_of
from portal.citizen import words
from portal.citizen.guide_facts import MATTER, ONE_THING, Guide, facts, fees
from portal.citizen.information import places
from portal.citizen.material_rows import MaterialNames, groups
from portal.citizen.situations import Errand, given_or_typical, question_rows, said, settle
from windows.models import Window


def errand_of(kind: str, code: str, on: date | None = None) -> Errand:
    """The version that a page is about: in force that day (today), or the last one of an ended matter.

    Raises NotFound.
    """
    if kind == ONE_THING:
        return one_thing_in_force(code, on)
    if kind == MATTER:
        return handbook_shown(code, on)
    raise NotFound()


def guide_for(kind: str, code: str, data: QueryDict, on: date | None = None) -> Guide:
    """The guide in the situation that an address gives, typical where it is silent."""
    errand = errand_of(kind, code, on)
    settled = settle(errand, given_or_typical(data), on)
    departments = Department.objects.in_bulk(field_name="code")
    answered = said(data, settled.composition)
    return Guide(kind, code, errand, settled.composition, settled.answers, departments, answered)


def ended_matters(composition: Composition) -> list[str]:
    """Names of included matters that the law has ended: shown as history, never applied for."""
    return [
        pick(composition.errand.handbook(code)["name"])
        for code in composition.matters
        if composition.errand.handbook(code)["status"] == MatterStatus.CANCELLED
    ]


def is_applicable(guide: Guide) -> bool:
    """Whether one may apply for it today, in this situation."""
    if ended_matters(guide.composition):
        return False
    if isinstance(guide.errand, OneThingVersion):
        return True
    return Handbook.objects.applicable_on(clock.today()).filter(pk=guide.errand.pk).exists()


def page_of(guide: Guide) -> dict[str, Any]:
    """Everything the guide's template shows."""
    composition = guide.composition
    answer = composition.answer()
    applicable = is_applicable(guide)
    laws = _laws_cited(composition, guide.handbooks)
    form_url = _link("guide-form", guide, guide.parameters)
    names = MaterialNames(composition, guide.departments, _data_items(composition), laws, form_url)
    return {
        "kind": guide.kind,
        "code": guide.code,
        "name": pick(guide.errand.name),
        "lead": _lead(guide),
        "ended": words.joined(ended_matters(composition)),
        "applicable": applicable,
        "change_note": pick(guide.errand.record["change_note"]),
        "effective_from": guide.errand.effective_from,
        "effective_to": guide.errand.effective_to,
        "version": guide.errand.version,
        "fingerprint": guide.errand.fingerprint,
        "facts": facts(guide, answer),
        "questions": question_rows(composition.questions, guide.answers),
        "counts": answer["material_counts"],
        "fields": answer["field_counts"],
        "groups": groups(names),
        "times": {"series": answer["in_series"], "together": answer["earliest_finish"]},
        "days_saved": answer["in_series"]["workdays"] - answer["earliest_finish"]["workdays"],
        "nodes": _nodes(guide, answer["critical_path"]),
        "edges": _edges(composition),
        "conditions": _texts(guide, "accept_conditions"),
        "results": words.joined(pick(book["result"]["name"]) for book in guide.handbooks),
        "fees": fees(guide),
        "laws": _limits_in_law(guide, names),
        "faq": _faq(guide),
        "phones": _phones(guide),
        "places": places_of(guide),
        **_links(guide),
        "promise": promise(composition, clock.now()) if applicable else None,
    }


def _links(guide: Guide) -> dict[str, str]:
    """Where the page leads, answers included; an application gets only those that were given."""
    return {
        "start_url": _link("start", guide, guide.said_parameters),
        "qr_url": _link("guide-qr", guide, guide.parameters),
        "print_url": _link("guide-print", guide, guide.parameters),
    }


def _link(name: str, guide: Guide, parameters: str) -> str:
    address = reverse(f"portal:{name}", args=[guide.kind, guide.code])
    return f"{address}?{parameters}" if parameters else address


def promise(composition: Composition, start: datetime) -> datetime:
    """When everything is done at the latest if it is accepted now and every department keeps its word."""
    return max(task.due for task in promised(plan_of(composition), start).values())


def _lead(guide: Guide) -> str:
    books = guide.handbooks
    if len(books) == 1:
        return pick(guide.departments[books[0]["department"]].name)
    count = len({book["department"] for book in books})
    lead = ngettext(
        "One form for %(matters)s matters; %(n)s department works on it.",
        "One form for %(matters)s matters; %(n)s departments work on it at once.",
        count,
    )
    return lead % {"matters": len(books), "n": count}


def _nodes(guide: Guide, critical: Iterable[str]) -> list[dict[str, Any]]:
    critical = set(critical)
    return [
        {
            "key": book["id"],
            "department": pick(guide.departments[book["department"]].short_name),
            "matter": pick(book["name"]),
            "limit": words.limit(book["promised_limit"]),
            "critical": book["id"] in critical,
        }
        for book in guide.handbooks
    ]


def _edges(composition: Composition) -> list[dict[str, Any]]:
    return [
        {
            "source": edge["from"],
            "target": edge["to"],
            "label": pick(edge["label"]),
            "gate": edge["gate"],
        }
        for edge in composition.errand.edges
    ]


def _data_items(composition: Composition) -> dict[str, DataItem]:
    codes = {code for row in composition.materials for code in row.data_items}
    rows = DataItem.objects.filter(code__in=codes).select_related("provider")
    return {row.code: row for row in rows}


def _texts(guide: Guide, key: str) -> list[str]:
    return list(dict.fromkeys(pick(text) for book in guide.handbooks for text in book[key]))


def _laws_cited(composition: Composition, handbooks: Iterable[Mapping[str, Any]]) -> dict[str, Law]:
    """The laws behind the papers and the time limits; one query."""
    codes = {line["basis"]["law"] for _matter, line in composition.lines if line["basis"]}
    codes |= {book["statutory_limit"]["basis"]["law"] for book in handbooks if book["statutory_limit"]}
    return Law.objects.in_bulk(sorted(codes), field_name="code")


def _limits_in_law(guide: Guide, names: MaterialNames) -> list[dict[str, str]]:
    """What each matter's time is by law, and where that stands; the papers' clauses stand beside them."""
    return [
        {
            "what": pick(book["name"]),
            "limit": words.limit(book["statutory_limit"]),
            "law": names.law(book["statutory_limit"]["basis"]),
        }
        for book in guide.handbooks
        if book["statutory_limit"]
    ]


def places_of(guide: Guide) -> list[dict[str, Any]]:
    """Where it is taken in: the halls of its windows, and the townships' centres where all of it may be."""
    windows = set(windows_of(guide.errand))
    levels = [
        name for name in ("town", "village") if all(book[f"accept_at_{name}"] for book in guide.handbooks)
    ]
    halls = Window.objects.filter(code__in=windows).values("service_point_id")
    rows = places(ServicePoint.objects.filter(Q(pk__in=halls) | Q(level__in=levels)))
    for row in rows:
        row["windows"] = [window for window in row["windows"] if window["code"] in windows]
    return rows


def _faq(guide: Guide) -> list[dict[str, str]]:
    asked = Q(one_thing__code=guide.code) if guide.kind == ONE_THING else Q(matter__code=guide.code)
    entries = [
        {"question": pick(entry.question), "answer": pick(entry.answer)}
        for entry in KnowledgeEntry.objects.filter(asked)
    ]
    entries += [
        {"question": pick(item["question"]), "answer": pick(item["answer"])}
        for book in guide.handbooks
        for item in book["faq"]
    ]
    return entries


def _phones(guide: Guide) -> list[dict[str, str]]:
    codes = dict.fromkeys(book["department"] for book in guide.handbooks)
    rows = [guide.departments[code] for code in codes]
    return [
        {"name": pick(row.short_name), "consult": row.consult_phone, "complaint": row.complaint_phone}
        for row in rows
    ]
