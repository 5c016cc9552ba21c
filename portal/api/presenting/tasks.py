"""Tasks: one matter of a case in the hands of one department."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from approvals.models import Task
from approvals.rules import BLOCKING
from cases.models import Pause
from portal.api.presenting.clocks import task_clocks
from portal.api.presenting.common import moment


def with_plan(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with all that a presenter needs, in one query; of the round's plan only its edges."""
    return tasks.select_related("department", "conclusion").annotate(edges=F("round__plan__edges"))


def task_row(task: Any, facts: Mapping[str, Any], pauses: Iterable[Pause] = ()) -> dict[str, Any]:
    """A task within its case. `depends_on`: the matters whose conclusion it waits for."""
    concluded = task.concluded_at is not None
    return {
        "id": str(task.public_id),
        "matter": task.matter,
        "name": task.name,
        "department": task.department.code,
        "state": task.state,
        "required": task.required,
        "depends_on": waits_on(task.matter, task.edges),
        "facts": dict(facts),
        "facts_from": {name: source for name, source in task.facts_from.items() if name in facts},
        "decision": task.conclusion.decision if concluded else None,
        "opinion": task.conclusion.opinion if concluded else None,
        "started_at": moment(task.started_at),
        "claimed_at": moment(task.claimed_at),
        "promised_due": moment(task.promised_due_at),
        "statutory_due": moment(task.statutory_due_at),
        "concluded_at": moment(task.concluded_at),
        "clocks": task_clocks(task, pauses),
    }


def listed_task(task: Any, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A task in a list or as the answer to an act: with its case and the case's version."""
    return {
        **task_row(task, facts),
        "version": task.case.version,
        "case": {
            "id": str(task.case.public_id),
            "number": task.case.number,
            "name": task.case.name,
            "state": task.case.state,
        },
    }


def waits_on(matter: str, edges: Iterable[Mapping[str, Any]]) -> list[str]:
    """The matters at the other end of its blocking edges, each once."""
    blocking = (edge["from"] for edge in edges if edge["to"] == matter and edge["gate"] in BLOCKING)
    return list(dict.fromkeys(blocking))
