"""What a department's own system is told of a task: what its handbook asks for, and nothing else.

task, revision          the task's public id; the ledger event that was told (later wins)
case, matter            number and ids; code, name and version of the handbook
elements                element -> value, those its form asks for in this situation
sources                 element -> {item, provider, disputed_value} where shared data was used
materials               [{material, files: [{sha256, size, content_type, pages, url}], owed_until}]
questions               [{asked_at, due_at, answered_at, gaps}] that this department put to the applicant
facts, facts_from       element -> value brought by other conclusions, and whose they are
waits_for               matters that have to conclude before this one may be decided
due                     {promised, statutory, provisional}, RFC 3339
conclusion_fields       [{element, required, name, type, options, constraints}] wanted in the answer
reply                   addresses of the API: task, claim, decide
"""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings

from approvals.models import Task
from approvals.rules import waits_for
from approvals.states import TaskState
from cases.composing import composition_of
from cases.models import Answer, CaseMaterial, Correction, Undertaking
from cases.selectors import materials_of

Planned = Mapping[str, Any]
CONSTRAINTS = ("max_length", "min", "max", "pattern")
APPLICANT = "applicant"


def task_message(task: Task, revision: int) -> dict[str, Any]:
    """The message about a task as it stands. The same state and revision give the same message."""
    planned = _planned(task)
    asked = [name for name in planned["fields"] if name not in planned["delivered"]]
    answers = list(Answer.objects.filter(case=task.case, element__in=asked).order_by("element"))
    return {
        "task": str(task.public_id),
        "revision": revision,
        "case": {"id": str(task.case.public_id), "number": task.case.number, "name": task.case.name},
        "matter": {"code": task.matter, "name": task.name, "version": planned["version"]},
        "department": planned["department"],
        "elements": {answer.element: answer.value for answer in answers},
        "sources": {one.element: _source(one) for one in answers if one.source != APPLICANT},
        "materials": _materials(task, {line["material"] for line in planned["materials"]}),
        "questions": _questions(task),
        "facts": task.facts,
        "facts_from": task.facts_from,
        "waits_for": waits_for(task.matter, task.round.plan["edges"], _concluded(task)),
        "due": _due(task),
        "conclusion_fields": _wanted(task, planned),
        "reply": _reply(task),
    }


def digest_of(message: Mapping[str, Any]) -> str:
    """What the log keeps of a message: its SHA-256, 64 hex digits."""
    return sha256(json.dumps(message, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _planned(task: Task) -> Planned:
    return next(entry for entry in task.round.plan["tasks"] if entry["matter"] == task.matter)


def _source(answer: Answer) -> dict[str, Any]:
    return {"item": answer.source, "provider": answer.provider, "disputed_value": answer.disputed_value}


def _materials(task: Task, wanted: Collection[str]) -> list[dict[str, Any]]:
    """The department's own slice of the file, by hash and address; never the files themselves."""
    handed_in = [row for row in materials_of(task.case) if row.material in wanted]
    owed = dict(
        Undertaking.objects.filter(
            case=task.case, material__in=wanted, fulfilled_at__isnull=True
        ).values_list("material", "due_at")
    )
    return [
        {
            "material": material,
            "files": [_file(task, row) for row in handed_in if row.material == material],
            "owed_until": owed[material].isoformat() if material in owed else None,
        }
        for material in sorted(wanted)
    ]


def _file(task: Task, row: CaseMaterial) -> dict[str, Any]:
    return {
        "sha256": row.file.sha256,
        "size": row.file.size,
        "content_type": row.file.content_type,
        "pages": row.file.pages,
        "url": f"{settings.SITE_URL}/api/v1/tasks/{task.public_id}/files/{row.file.public_id}/",
    }


def _questions(task: Task) -> list[dict[str, Any]]:
    """What the department asked, and whether the answer has come: it stands in elements and materials."""
    rows = Correction.objects.filter(question__task=task).order_by("id")
    return [
        {
            "asked_at": row.asked_at.isoformat(),
            "due_at": row.due_at.isoformat(),
            "answered_at": row.answered_at.isoformat() if row.answered_at else None,
            "gaps": row.gaps,
        }
        for row in rows
    ]


def _concluded(task: Task) -> set[str]:
    rows = Task.objects.filter(round_id=task.round_id, state=TaskState.CONCLUDED)
    return set(rows.values_list("matter", flat=True))


def _due(task: Task) -> dict[str, Any]:
    return {
        "promised": task.promised_due_at.isoformat() if task.promised_due_at else None,
        "statutory": task.statutory_due_at.isoformat() if task.statutory_due_at else None,
        "provisional": task.case.due_provisional,
    }


def _wanted(task: Task, planned: Planned) -> list[dict[str, Any]]:
    elements = composition_of(task.case, {}).errand.sources.elements
    return [_field(elements[line["element"]], line["required"]) for line in planned["conclusion_fields"]]


def _field(element: Mapping[str, Any], required: bool) -> dict[str, Any]:
    return {
        "element": element["id"],
        "required": required,
        "name": element["name"],
        "type": element["type"],
        "options": [option["value"] for option in element["options"]],
        **{name: element["constraints"][name] for name in CONSTRAINTS},
    }


def _reply(task: Task) -> dict[str, str]:
    base = f"{settings.SITE_URL}/api/v1/tasks/{task.public_id}/"
    return {"task": base, "claim": f"{base}claim/", "decide": f"{base}decide/"}
