"""What a department reads of a case: the slice that its matter needs."""

from collections.abc import Iterable
from typing import Any

from accounts.actor import Actor
from approvals.models import Task
from cases.composing import composition_of
from cases.models import Answer, Party
from cases.policies import ACCEPTING_ROLES, DEPARTMENT_ROLES
from cases.readers import Reader, readable_answers, readable_facts
from cases.selectors import materials_of, parties_of
from cases.visibility import Eyes, is_private
from ledger.access import look
from matters.composing import Composition
from matters.models import Element
from portal.api.presenting.materials import material_row
from portal.api.presenting.reading import REASON, note_look
from portal.api.presenting.tasks import listed_task, with_plan

Facts = dict[int, dict[str, Any]]


def task_slice(task_id: int, actor: Actor) -> dict[str, Any]:
    """A task as it stands now, with its facts: the answer to an act."""
    [row] = with_plan(Task.objects.filter(pk=task_id)).select_related("case__chain")
    return listed_task(row, facts_of_page(actor, [row])[row.pk])


def facts_of_page(actor: Actor, tasks: Iterable[Any]) -> Facts:
    """The facts of listed tasks as far as this actor may see them; noted once for the page.

    A page without facts costs no query, one with them two and one entry for each person concerned.
    """
    rows = list(tasks)
    names = {name for row in rows for name in row.facts}
    if not names:
        return {row.pk: {} for row in rows}
    elements = {
        code: {"sensitivity": sensitivity, "type": kind}
        for code, sensitivity, kind in Element.objects.filter(code__in=names).values_list(
            "code", "sensitivity", "type"
        )
    }
    facts = {row.pk: readable_facts(_reader(actor, row), row.matter, row.facts, elements) for row in rows}
    _note_page(actor, rows, facts, elements)
    return facts


def _reader(actor: Actor, task: Task) -> Reader:
    own = {task.matter} if task.department_id == actor.department_id else set()
    department = actor.role in DEPARTMENT_ROLES
    eyes = Eyes(
        official=True,
        department=department,
        accepts=actor.role in ACCEPTING_ROLES,
        matters=frozenset(own if department else ()),
    )
    return Reader(actor, eyes)


def _note_page(actor: Actor, rows: list[Any], facts: Facts, elements: dict[str, Any]) -> None:
    private = sorted({name for shown in facts.values() for name in shown if is_private(elements, name)})
    concerned = [row for row in rows if any(name in private for name in facts[row.pk])]
    if not concerned:
        return
    cases = {row.case_id for row in concerned}
    people = Party.objects.filter(case__in=cases, person__isnull=False).values_list("person_id", flat=True)
    look(actor, concerned[0].case, private, REASON, person_ids=sorted(set(people)))


def task_detail(task: Any, actor: Actor) -> dict[str, Any]:
    """A task with the answers, files and conclusion fields of its matter. Notes the look."""
    case, parties = task.case, parties_of(task.case)
    answers = dict(Answer.objects.filter(case=case).values_list("element", "value"))
    composition = composition_of(case, answers)
    elements = composition.errand.sources.elements
    reader = Reader.of(actor, case, parties, [task.matter])
    form = _slice(readable_answers(reader, answers, composition, parties), task.matter, composition)
    facts = readable_facts(reader, task.matter, task.facts, elements)
    note_look(reader, case, [*form, *facts], elements, parties)
    wanted = {line["material"] for matter, line in composition.lines if matter == task.matter}
    return {
        **listed_task(task, facts),
        "form": form,
        "materials": [material_row(row) for row in materials_of(case) if row.material in wanted],
        "conclusion_fields": [
            {**field, "name": elements[field["element"]]["name"], "type": elements[field["element"]]["type"]}
            for field in composition.errand.handbook(task.matter)["conclusion_fields"]
        ],
    }


def _slice(answers: dict[str, Any], matter: str, composition: Composition) -> dict[str, Any]:
    """The answers that the matter's own form asks for."""
    asked = {one.element for one in composition.occurrences if one.matter == matter}
    return {name: value for name, value in answers.items() if name in asked}
