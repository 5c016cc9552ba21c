"""What the clerk's page of one case shows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest

from accounts.models import Department
from approvals.papers import limit_in_words
from approvals.presenting import (
    WIDE,
    answer_rows,
    light_of_case,
    party_rows,
    picture_rows,
    timeline,
)
from approvals.selectors import tasks_of
from approvals.timing import promised
from cases.composing import composition_of
from cases.models import Answer, Bill, Case, Correction, Draft, Party, Undertaking, Urge
from cases.payment_states import BillState
from cases.policies import ACCEPTING_ROLES, HANDING_OUT_ROLES
from cases.selectors import materials_of
from cases.states import CaseState
from core.clock import now
from core.errors import DomainError
from core.text import pick
from documents.models import Paper
from documents.papers.contexts import REMEDY
from matters.composing import Composition
from matters.plan import plan_of
from windows.views.common import actor_of
from windows.views.messages import threads_of
from windows.views.papers_shown import paper_rows, viewed
from windows.views.problems import lines_of

NARROW = 13  # characters that fit one cell of the form's four columns
READY = (CaseState.GRANTED, CaseState.PARTLY_GRANTED)


def sheet_of(
    request: HttpRequest,
    case: Case,
    parties: list[Party],
    *,
    unmasked: bool = False,
    error: DomainError | None = None,
) -> dict[str, Any]:
    """The whole context of windows/case.html; a handful of queries, whatever the errand's size."""
    draft = case.draft
    answers = dict(Answer.objects.filter(case=case).values_list("element", "value")) or draft.answers
    composition = composition_of(case, answers)
    files = materials_of(case)
    at = now()
    tasks = list(tasks_of(case, at))
    materials = paper_rows(composition, files, request.POST, at)
    return {
        "case": case,
        "hall": pick(case.service_point.name),
        "errand": pick(case.name),
        "light": light_of_case(case, at),
        "parties": _parties(parties, unmasked=unmasked),
        "answers": _answers(answers, composition, draft, unmasked=unmasked),
        "unmasked": unmasked,
        "materials": materials,
        "later": [row for row in materials if row["latest"]],
        "view": viewed(request, files, composition),
        "plan": plan_rows(composition, at) if not tasks else None,
        "picture": picture_rows(tasks, at),
        "now": at,
        "remedy": request.POST.get("remedy") or pick(REMEDY),
        "typed": request.POST,
        "error_lines": lines_of(error, composition, element_at="e-"),
        "threads": threads_of(case, parties),
        **_counted(case),
        "bill": _bill(case),
        **_rights(request, case),
        **_record(case, composition),
    }


def _parties(parties: list[Party], *, unmasked: bool) -> list[dict[str, Any]]:
    rows = party_rows(parties)
    for row, party in zip(rows, parties, strict=True):
        if unmasked and party.person:
            row |= {"name": pick(party.person.name), "number": party.person.id_number}
    return rows


def _counted(case: Case) -> dict[str, Any]:
    """How often somebody came about it, and when somebody last urged; one query."""
    urged = Urge.objects.filter(case=OuterRef("pk")).order_by("-id").values("urged_at")[:1]
    runs, urged_at = Case.objects.filter(pk=case.pk).values_list(Count("visits"), Subquery(urged)).get()
    return {"runs": runs, "urged_at": urged_at}


def _bill(case: Case) -> dict[str, Any] | None:
    """What is to be paid and how it stands; None where nothing is charged."""
    bill: Bill | None = getattr(case, "bill", None)
    if bill is None:
        return None
    return {
        "yuan": bill.total_fen / 100,
        "open": bill.state == BillState.OPEN,
        "state": bill.get_state_display(),
    }


def _rights(request: HttpRequest, case: Case) -> dict[str, bool]:
    """What this clerk can do with the case now."""
    role = actor_of(request).role
    accepting = role in ACCEPTING_ROLES
    return {
        "deciding": accepting and case.state == CaseState.SUBMITTED,
        "advising": accepting and case.state == CaseState.PRE_REVIEW,
        "handing_over": role in HANDING_OUT_ROLES and case.state in READY,
    }


def _record(case: Case, composition: Composition) -> dict[str, Any]:
    """What was asked, owed and written, and what happened."""
    names = composition.errand.sources.materials
    owed = Undertaking.objects.filter(case=case, fulfilled_at__isnull=True)
    return {
        "timeline": timeline(case),
        "corrections": list(Correction.objects.filter(case=case).order_by("id")),
        "owed": [{"name": pick(names[row.material]["name"]), "due": row.due_at} for row in owed],
        **written(case),
    }


def written(case: Case) -> dict[str, Any]:
    """The papers of a case, and whether its receipt is still being made."""
    papers = list(Paper.objects.filter(chain_id=case.chain_id).order_by("id"))
    has_receipt = any(paper.kind == Paper.Kind.RECEIPT for paper in papers)
    return {"papers": papers, "receipt_coming": bool(case.received_at) and not has_receipt}


def _answers(
    answers: Mapping[str, Any], composition: Composition, draft: Draft, *, unmasked: bool
) -> list[dict[str, Any]]:
    elements = composition.errand.sources.elements
    rows = answer_rows(answers, composition, sources=draft.sources, unmasked=unmasked)
    for row in rows:
        row["wide"] = elements[row["element"]]["type"] in WIDE or len(str(row["value"])) > NARROW
    return rows


def plan_rows(composition: Composition, at: datetime) -> dict[str, Any]:
    """Who would get the case now and when it would be done at the latest: told before accepting (W-03)."""
    plan = plan_of(composition)
    times = promised(plan, at)
    return {
        "due": max(time.due for time in times.values()),
        "provisional": any(time.provisional for time in times.values()),
        "departments": _departments(plan["tasks"], times),
    }


def _departments(tasks: Iterable[Mapping[str, Any]], times: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each department once, with the promised time of its longest task, in the order they begin."""
    longest: dict[int, Mapping[str, Any]] = {}
    for task in sorted(tasks, key=lambda task: times[task["matter"]].due):
        longest.pop(task["department_id"], None)
        longest[task["department_id"]] = task
    names = Department.objects.in_bulk(longest)
    return [
        {"name": pick(names[key].short_name), "limit": pick(limit_in_words(task["promised_limit"]))}
        for key, task in longest.items()
    ]
