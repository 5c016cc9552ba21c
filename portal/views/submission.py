"""Look through, submit, and the receipt that survives as a bookmark."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cases.actions import request_pre_review, submit_case
from cases.conditions import warnings
from cases.rules import may_follow
from core.clock import today
from core.errors import DomainError, NotFound, WrongState
from core.http import reads, writes
from core.text import pick
from documents.models import Paper
from documents.papers.addresses import progress_address
from ledger.access import look
from portal.citizen import seats, words
from portal.citizen.acting import notice_readers
from portal.citizen.agreeing import left_out
from portal.citizen.answers import by_group
from portal.citizen.drafts import Application, application, department_names
from portal.citizen.questions import groups_of
from portal.citizen.situations import question_rows
from portal.views.common import case_url, of_case, see_other
from portal.views.guide import qr_svg

LOOK_REASON = "looking through the own application"
INCOMPLETE = (422,)
UNDERTAKES = "undertakes"


@reads
@of_case
def check(request: HttpRequest, mine: Application) -> HttpResponse:
    """Every answer with its source and a way back to it, who receives what, the act by its name (C-08)."""
    if not (mine.open and mine.owner):
        return see_other(case_url("case", mine))
    return _page(request, mine, [])


def _page(request: HttpRequest, mine: Application, errors: list[dict[str, str]]) -> HttpResponse:
    people = [mine.actor.person_id] if mine.actor.person_id else []
    look(mine.actor, mine.case, ["answers"], LOOK_REASON, person_ids=people)
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "errors": errors,
        "situation": _situation(mine),
        "groups": by_group(mine, changeable=True),
        "materials": _materials(mine),
        "signers": _signers(mine),
        "departments": _departments(mine),
        "late": _late(mine),
        "promised": request.method == "POST" and UNDERTAKES in request.POST,
        "warnings": list(warnings(mine.composition, mine.draft.answers, today()).values()),
        "others": mine.unsigned_names(),
        "notices_to": notice_readers(mine.parties[0]) if mine.parties else "",
    }
    return render(request, "citizen/check.html", context, status=422 if errors else 200)


def _situation(mine: Application) -> list[dict[str, str]]:
    rows = []
    for row in question_rows(mine.composition.questions, mine.case.situation):
        chosen = row["value"] if isinstance(row["value"], list) else [row["value"]]
        text = words.joined(label for value, label in row["options"] if value in chosen)
        answered = row["name"] in mine.case.situation
        value = text or (_("none of these") if answered else "")
        change = f"{case_url('situation', mine)}?back=1"
        rows.append({"label": row["question"], "value": value, "change_url": change})
    return rows


def _materials(mine: Application) -> list[dict[str, str]]:
    counts: dict[str, int] = {}
    for row in mine.materials:
        counts[row.material] = counts.get(row.material, 0) + 1
    page = case_url("materials", mine)
    here = mine.handed_in
    return [
        {
            "label": mine.name_of(row.material),
            "value": _files(counts.get(row.material, 0), row.material in here),
            "change_url": f"{page}#up-{row.material}",
        }
        for row in mine.to_bring
    ]


def _files(count: int, here: bool) -> str:
    """How many files there are; of another party's paper only that it is there."""
    if count:
        return ngettext("%(n)s file", "%(n)s files", count) % {"n": count}
    return _("handed in by another party") if here else ""


def _signers(mine: Application) -> list[dict[str, str]]:
    page = case_url("parties", mine)
    return [
        {"label": row["name"], "value": words.dotted([row["who"], _standing(row)]), "change_url": page}
        for row in seats.rows_of(mine)
    ]


def _standing(row: Mapping[str, Any]) -> str:
    if row["stage"] == seats.SIGNED:
        return _("signed")
    return str(row["todo"]) if row["who"] else ""


def _late(mine: Application) -> list[dict[str, Any]]:
    """Papers that are not here and may follow after the promise to bring them (A-030)."""
    late = may_follow(mine.composition, mine.handed_in)
    return [{"name": mine.name_of(material), "days": words.workdays(days)} for material, days in late.items()]


def _departments(mine: Application) -> list[dict[str, str]]:
    """Which department receives what: only what its own matters use."""
    names = department_names()
    elements = mine.composition.errand.sources.elements
    used: dict[str, list[str]] = {}
    for occurrence in mine.composition.occurrences:
        code = mine.composition.errand.handbook(occurrence.matter)["department"]
        used.setdefault(code, []).append(pick(elements[occurrence.element]["name"]))
    return [
        {"name": pick(names[code].short_name), "fields": words.joined(found)} for code, found in used.items()
    ]


@writes
@require_POST
@of_case
def submit(request: HttpRequest, mine: Application) -> HttpResponse:
    """Submits once: a second press, a reload or a step back leads to the same number (C08.2)."""
    if mine.case.number:
        return see_other(case_url("receipt", mine))
    try:
        case = submit_case(mine.case, by=mine.actor, undertakes=_undertaken(request, mine))
    except WrongState:
        fresh = application(mine.actor, mine.reference)
        if not fresh.case.number:
            raise
        return see_other(case_url("receipt", fresh))
    except DomainError as error:
        if error.status not in INCOMPLETE:
            raise
        return _page(request, mine, errors_of(mine, error))
    return see_other(case_url("receipt", application(mine.actor, str(case.public_id))))


def _undertaken(request: HttpRequest, mine: Application) -> list[str]:
    """What the one tick on the page promises: every paper that it lists."""
    return list(may_follow(mine.composition, mine.handed_in)) if UNDERTAKES in request.POST else []


def errors_of(mine: Application, error: DomainError) -> list[dict[str, str]]:
    """Everything that is missing, each with the way to it."""
    others = seats_to_wait_for(mine, error.errors)
    own = [item for item in error.errors if "party" not in item]
    found = [*(_error(mine, item) for item in own), *others]
    return found or [{"message": str(error.detail or error.title), "url": ""}]


def seats_to_wait_for(mine: Application, errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """One line for each other party, with what is theirs to do; never what of theirs is missing."""
    waited = dict.fromkeys(str(item["party"]) for item in errors if "party" in item)
    rows = {row["role"]: row for row in seats.rows_of(mine)}
    return [
        {
            "message": _("%(name)s: %(words)s")
            % {"name": _who(rows[role]), "words": rows[role]["todo"] or _("has to be asked to take part")},
            "url": case_url("parties", mine),
        }
        for role in waited
        if role in rows
    ]


def _who(row: Mapping[str, Any]) -> str:
    return f"{row['name']} {row['who']}".strip()


def _error(mine: Application, item: Any) -> dict[str, str]:
    name, url = _place(mine, item)
    if item.get("element") in left_out(mine):
        words = _("left out, because you did not agree; agree after all, or apply at the window")
        return {"message": _("%(name)s: %(words)s") % {"name": name, "words": words}, "url": url}
    return {"message": _("%(name)s: %(words)s") % {"name": name, "words": item["reason"]}, "url": url}


def _place(mine: Application, item: Any) -> tuple[str, str]:
    """What an error is about, in words, and the page where it is put right."""
    if "question" in item:
        texts = {question["id"]: pick(question["text"]) for question in mine.composition.questions}
        return texts.get(item["question"], ""), case_url("situation", mine)
    if item.get("material") in may_follow(mine.composition, mine.handed_in):
        return mine.name_of(item["material"]), f"#f-{UNDERTAKES}"
    if "material" in item:
        return mine.name_of(item["material"]), f"{case_url('materials', mine)}#up-{item['material']}"
    if "party" in item:
        names = {party["role"]: pick(party["name"]) for party in mine.composition.parties}
        return names.get(item["party"], item["party"]), case_url("parties", mine)
    return _element_place(mine, item["element"])


def _element_place(mine: Application, element: str) -> tuple[str, str]:
    name = pick(mine.composition.errand.sources.elements[element]["name"])
    own = {row.element: group.key for group in mine.groups for row in group.fields}
    if element in own:
        return name, f"{case_url('question', mine, group=own[element])}?back=1#f-{element}"
    known = any(row.element == element for group in groups_of(mine.composition) for row in group.fields)
    return name, case_url("parties", mine) if known else ""


@writes
@require_POST
@of_case
def pre_review(request: HttpRequest, mine: Application) -> HttpResponse:
    """Asks the window to look before anything is submitted; no legal clock runs."""
    request_pre_review(mine.case, by=mine.actor)
    return see_other(case_url("case", mine))


@reads
@of_case
def receipt(request: HttpRequest, mine: Application) -> HttpResponse:
    """Number, QR, what happens next, whom to ask; the same page tomorrow (C-09)."""
    if not mine.case.number:
        raise NotFound()
    papers = Paper.objects.filter(chain=mine.case.chain, kind=Paper.Kind.RECEIPT)
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "qr": qr_svg(progress_address(mine.case.number)),
        "paper": papers.order_by("-id").first(),
        "hall": pick(mine.case.service_point.name),
        "notices_to": notice_readers(mine.parties[0]) if mine.parties else "",
    }
    return render(request, "citizen/receipt.html", context)
