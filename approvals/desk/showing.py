"""The panes of the review page: facts, answers, materials, viewer, gates. Plain rows for templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from approvals.desk.listing import applicant_of, reference_of
from approvals.desk.reading import Review
from approvals.models import Task
from approvals.presenting import light_of, material_rows, minutes_left, shown, stated_rows
from approvals.states import Decision, TaskState
from cases.gaps import elements_answered
from cases.models import CaseMaterial
from core.text import pick
from documents.states import Scan


def page_context(
    review: Review, now: datetime, *, query: Mapping[str, str], unmasked: bool
) -> dict[str, Any]:
    """Everything the review page shows, its form and errors apart."""
    task, case = review.task, review.case
    paused = review.procedure is not None and review.procedure.stops_the_clock
    return {
        "review": review,
        "task": task,
        "case": case,
        "name": pick(task.name),
        "errand": pick(case.name),
        "applicant": applicant_of(review.parties),
        "lamp": "paused" if paused else light_of(task, now),
        "left": minutes_left(task.promised_due_at, now),
        "facts": fact_rows(review),
        "gates": gate_rows(review),
        "urged_at": case.urges.values_list("urged_at", flat=True).last(),
        "owed": [pick(review.sources.materials[code]["name"]) for code in review.owed],
        "answers": stated_rows(
            review.answers, review.sources, unmasked=unmasked, asked=elements_answered(case)
        ),
        "unmasked": unmasked,
        "has_masked": has_masked(review),
        "materials": material_rows(
            review.plan["materials"], review.sources, review.files, matter=task.matter
        ),
        "viewer": viewer_of(review, query),
        "conclusion": conclusion_of(review),
        "seen": review.seen,
    }


def fact_rows(review: Review) -> list[dict[str, Any]]:
    """What other departments found out and this matter relies on, and what is still to come (A-014)."""
    feeding = {edge["from"] for edge in review.plan["edges"] if edge["to"] == review.task.matter}
    return [_fact_row(review, source) for source in review.tasks if source.matter in feeding]


def _fact_row(review: Review, source: Task) -> dict[str, Any]:
    brought = [
        {
            "label": pick(review.elements[element]["name"]),
            "value": shown(review.elements[element], value, unmasked=False),
        }
        for element, value in review.task.facts.items()
        if review.task.facts_from.get(element) == source.matter
    ]
    return {
        "department": pick(source.department.short_name),
        "matter": pick(source.name),
        "facts": brought,
        "concluded_at": source.concluded_at,
        "refused": source.concluded_at is not None and source.conclusion.decision == Decision.REFUSE,
        "due_at": source.promised_due_at,
        "state": source.get_state_display(),
    }


def gate_rows(review: Review) -> list[dict[str, Any]]:
    """Whom the decision waits for, and until when."""
    return [
        {
            "department": pick(source.department.short_name),
            "phone": source.department.consult_phone,
            "matter": pick(source.name),
            "due_at": source.promised_due_at,
        }
        for source in review.waits_for
    ]


def has_masked(review: Review) -> bool:
    """Whether the slice holds anything that is not shown as it is."""
    masked = stated_rows(review.answers, review.sources)
    return masked != stated_rows(review.answers, review.sources, unmasked=True)


def conclusion_of(review: Review) -> dict[str, Any] | None:
    """The decision that was given on this task, to read."""
    if review.task.state != TaskState.CONCLUDED:
        return None
    given = review.task.conclusion
    return {
        "decision": given.get_decision_display(),
        "granted": given.decision == Decision.APPROVE,
        "opinion": given.opinion,
        "decided_at": given.decided_at,
        "decided_by": given.decided_by,
        "fields": [
            {
                "label": pick(review.elements[name]["name"]),
                "value": shown(review.elements[name], value, unmasked=False),
            }
            for name, value in given.fields.items()
        ],
    }


def viewer_of(review: Review, query: Mapping[str, str]) -> dict[str, Any] | None:
    """The file and page to look at, as ?file= and ?page= ask; the first otherwise. None without files."""
    if not review.files:
        return None
    wanted = query.get("file", "")
    places = {str(row.pk): place for place, row in enumerate(review.files)}
    place = places.get(wanted, 0)
    row = review.files[place]
    asked = query.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    page = min(max(page, 1), row.file.pages)
    return {
        "file": row,
        "page": page,
        "pages": [_page_link(review, row, number, page) for number in range(1, row.file.pages + 1)],
        "name": pick(review.sources.materials[row.material]["name"]),
        "safe": row.file.scan == Scan.CLEAN,
        "scan": Scan(row.file.scan).label,
        "picture": _preview(review, row, page),
        "original": reverse("desk:file", args=[reference_of(review.case), row.pk]),
        "tabs": [_tab(review, one, place_of) for place_of, one in enumerate(review.files)],
        "previous": _link(review.files[place - 1]) if place else "",
        "next": _link(review.files[place + 1]) if place + 1 < len(review.files) else "",
    }


def _tab(review: Review, row: CaseMaterial, place: int) -> dict[str, Any]:
    name = pick(review.sources.materials[row.material]["name"])
    return {
        "label": f"{place + 1} {name}",
        "url": _link(row),
        "pk": row.pk,
    }


def _link(row: CaseMaterial, page: int = 1) -> str:
    return f"?file={row.pk}&page={page}#viewer"


def _preview(review: Review, row: CaseMaterial, page: int) -> str:
    return reverse("desk:preview", args=[reference_of(review.case), row.pk, page])


def _page_link(review: Review, row: CaseMaterial, number: int, current: int) -> dict[str, Any]:
    return {
        "number": number,
        "url": _link(row, number),
        "picture": f"{_preview(review, row, number)}?small=1",
        "current": number == current,
    }
