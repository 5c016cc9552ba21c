"""A handbook page: what an errand asks of somebody in their situation, computed, never typed twice.

The same values feed the page, its printed form and the pages of an application (A-021: one record).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department
from approvals.timing import promised
from core import clock
from core.errors import NotFound
from core.text import pick
from matters.composing import Composition
from matters.models import DataItem, Handbook, KnowledgeEntry, Law, MatterStatus, OneThingVersion
from matters.plan import plan_of
from matters.selectors import handbook_shown, one_thing_in_force
from portal.citizen import words
from portal.citizen.catalogue import visits
from portal.citizen.material_rows import MaterialNames, groups
from portal.citizen.situations import (
    Errand,
    as_parameters,
    given_or_typical,
    question_rows,
    settle,
)
from windows.models import Window

ONE_THING, MATTER = "one-thing", "matter"


def errand_of(kind: str, code: str) -> Errand:
    """The version that a page is about: in force, or the last one of an ended matter. Raises NotFound."""
    if kind == ONE_THING:
        return one_thing_in_force(code)
    if kind == MATTER:
        return handbook_shown(code)
    raise NotFound()


@dataclass(frozen=True)
class Guide:
    """One errand in one situation, with the names that its page needs."""

    kind: str
    code: str
    errand: Errand
    composition: Composition
    answers: Mapping[str, Any]
    departments: Mapping[str, Department]

    @property
    def handbooks(self) -> list[Mapping[str, Any]]:
        """The records of the included matters, in order."""
        return [self.composition.errand.handbook(code) for code in self.composition.matters]

    @property
    def parameters(self) -> str:
        """The answers, for links that keep them."""
        return as_parameters(self.answers)


def guide_for(kind: str, code: str, data: QueryDict) -> Guide:
    """The guide in the situation that an address gives, typical where it is silent."""
    errand = errand_of(kind, code)
    settled = settle(errand, given_or_typical(data))
    departments = Department.objects.in_bulk(field_name="code")
    return Guide(kind, code, errand, settled.composition, settled.answers, departments)


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
    names = MaterialNames(composition, guide.departments, _data_items(composition))
    return {
        "kind": guide.kind,
        "code": guide.code,
        "name": pick(guide.errand.name),
        "lead": _lead(guide),
        "ended": ended_matters(composition),
        "applicable": applicable,
        "change_note": pick(guide.errand.record["change_note"]),
        "effective_from": guide.errand.effective_from,
        "effective_to": guide.errand.effective_to,
        "version": guide.errand.version,
        "fingerprint": guide.errand.fingerprint,
        "facts": _facts(guide, answer),
        "questions": question_rows(composition.questions, guide.answers),
        "counts": answer["material_counts"],
        "fields": answer["field_counts"],
        "groups": groups(names),
        "times": {"series": answer["in_series"], "together": answer["earliest_finish"]},
        "days_saved": answer["in_series"]["workdays"] - answer["earliest_finish"]["workdays"],
        "nodes": _nodes(guide, answer["critical_path"]),
        "edges": _edges(composition),
        "conditions": _texts(guide, "accept_conditions"),
        "results": [pick(book["result"]["name"]) for book in guide.handbooks],
        "fees": _fees(guide),
        "laws": _laws(guide),
        "faq": _faq(guide),
        "phones": _phones(guide),
        "parameters": guide.parameters,
        "start_url": f"{reverse('portal:start', args=[guide.kind, guide.code])}?{guide.parameters}",
        "print_url": f"{reverse('portal:guide-print', args=[guide.kind, guide.code])}?{guide.parameters}",
        "promise": promise(composition, clock.now()) if applicable else None,
    }


def promise(composition: Composition, start: datetime) -> datetime:
    """When everything is done at the latest if it is accepted now and every department keeps its word."""
    return max(task.due for task in promised(plan_of(composition), start).values())


def _lead(guide: Guide) -> str:
    if guide.kind == MATTER:
        return pick(guide.departments[guide.errand.record["department"]].name)
    matters = [pick(book["name"]) for book in guide.handbooks]
    count = len({book["department"] for book in guide.handbooks})
    return _("%(matters)s: fill in one form, %(n)s departments work at once.") % {
        "matters": words.joined(matters),
        "n": count,
    }


def _facts(guide: Guide, answer: Mapping[str, Any]) -> list[dict[str, str]]:
    """One screen: who, what to bring, how long, how much, how often, where (experience.md C-03)."""
    return [
        _who(guide.composition),
        _bring(answer["material_counts"]),
        _how_long(guide, answer),
        _how_much(guide),
        _how_often(guide),
        _where(guide),
    ]


def _who(composition: Composition) -> dict[str, str]:
    roles = words.joined(pick(party["name"]) for party in composition.parties)
    signers = sum(party["signs"] for party in composition.parties)
    hint = _("Each signs on their own phone.") if signers > 1 else ""
    return {"label": _("Who may apply"), "value": roles, "hint": hint}


def _bring(counts: Mapping[str, int]) -> dict[str, str]:
    others = counts["merged"] - counts["applicant_brings"]
    hint = _("%(papers)s more need not be handed in") % {"papers": words.papers(others)} if others else ""
    value = words.papers(counts["applicant_brings"]) if counts["applicant_brings"] else _("nothing")
    return {"label": _("What to bring"), "value": value, "hint": hint}


def _how_long(guide: Guide, answer: Mapping[str, Any]) -> dict[str, str]:
    books = guide.handbooks
    single = len(books) == 1
    value = (
        words.limit(books[0]["promised_limit"])
        if single
        else words.workdays(answer["earliest_finish"]["workdays"])
    )
    by_law = any(book["statutory_limit"] for book in books)
    law = words.limit(books[0]["statutory_limit"]) if single else ""
    law = law or words.workdays(answer["statutory"]["deadline_workdays"])
    return {
        "label": _("How long"),
        "value": value,
        "hint": _("by law %(limit)s") % {"limit": law} if by_law else _("the law sets no limit"),
    }


def _how_much(guide: Guide) -> dict[str, str]:
    items = _fees(guide)
    if not items:
        return {"label": _("How much"), "value": _("free"), "hint": ""}
    rest = words.joined(item["name"] for item in items[1:])
    return {"label": _("How much"), "value": items[0]["standard"], "hint": words.joined([items[0]["name"], rest])}


def _how_often(guide: Guide) -> dict[str, str]:
    most = max((book["onsite_visits_max"] for book in guide.handbooks), default=0)
    reasons = [pick(book["onsite_reason"]) for book in guide.handbooks if book["onsite_reason"]]
    return {"label": _("How often to come"), "value": visits(most), "hint": reasons[0] if reasons else ""}


def _where(guide: Guide) -> dict[str, str]:
    code = (
        guide.errand.window
        if isinstance(guide.errand, OneThingVersion)
        else next(iter(guide.errand.windows), "")
    )
    window = Window.objects.select_related("service_point").filter(code=code).first()
    hint = ""
    if window:
        place = [pick(window.service_point.name), pick(window.name), _counters(window.counters)]
        hint = words.joined(place)
    online = any(book["online_depth"] in {"III", "IV"} for book in guide.handbooks)
    value = _("online or at the window") if online else _("at the window")
    return {"label": _("Where"), "value": value, "hint": hint}


def _counters(numbers: list[str]) -> str:
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else "".join(numbers)


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


def _fees(guide: Guide) -> list[dict[str, str]]:
    found = {
        pick(item["name"]): {
            "name": pick(item["name"]),
            "standard": pick(item["standard"]),
            "reducible": item["reducible"],
        }
        for book in guide.handbooks
        if book["fee"]["charged"]
        for item in book["fee"]["items"]
    }
    return list(found.values())


def _laws(guide: Guide) -> list[dict[str, str]]:
    """What is asked, and the article that lets a department ask for it (A-036)."""
    pairs = list(_bases(guide))
    names = dict(Law.objects.filter(code__in={law for _w, law, _a in pairs}).values_list("code", "name"))
    rows = {
        (what, law, article): {"what": what, "law": pick(names.get(law)), "article": article or ""}
        for what, law, article in pairs
    }
    return list(rows.values())


def _bases(guide: Guide) -> Iterable[tuple[str, str, str | None]]:
    materials = guide.composition.errand.sources.materials
    for _matter, line in guide.composition.lines:
        if line["basis"]:
            yield pick(materials[line["material"]]["name"]), line["basis"]["law"], line["basis"]["article"]
    for book in guide.handbooks:
        if book["statutory_limit"]:
            basis = book["statutory_limit"]["basis"]
            what = _("Time limit: %(name)s") % {"name": pick(book["name"])}
            yield what, basis["law"], basis["article"]


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
