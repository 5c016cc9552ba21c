"""A case with everything around it, loaded in a bounded number of queries and cut to its reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.actor import Actor
from accounts.models import Role
from approvals.models import Task
from cases.composing import composition_of
from cases.models import (
    Answer,
    Case,
    CaseMaterial,
    Correction,
    Draft,
    Party,
    Pause,
    Result,
    Undertaking,
    Visit,
)
from cases.readers import Reader, readable_answers, readable_facts, readable_files
from cases.rules import doubts, unanswered
from cases.selectors import materials_of, parties_of, views_of
from cases.states import BEFORE_SUBMISSION, DECIDED
from cases.visibility import sees_certificates, visible_gaps, visible_situation
from matters.composing import Composition
from portal.api.presenting.cases import (
    correction_row,
    result_row,
    summary,
    undertaking_row,
    with_summary,
)
from portal.api.presenting.clocks import case_clocks
from portal.api.presenting.materials import material_row
from portal.api.presenting.parties import party
from portal.api.presenting.reading import note_look
from portal.api.presenting.tasks import task_row, with_plan

SEES_NO_IDENTIFIER = frozenset({Role.SUPERVISOR, Role.AUDITOR})


@dataclass
class Whole:
    """The rows of one case. What can't exist yet in its state is not asked for."""

    case: Any
    actor: Actor
    parties: list[Party]
    draft: Draft
    composition: Composition
    answers: dict[str, Any]
    tasks: list[Task] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    materials: list[CaseMaterial] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    undertakings: list[Undertaking] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)

    @property
    def elements(self) -> Mapping[str, Mapping[str, Any]]:
        return self.composition.errand.sources.elements

    @property
    def reader(self) -> Reader:
        own = [task.matter for task in self.tasks if task.department_id == self.actor.department_id]
        return Reader.of(self.actor, self.case, self.parties, own)


def with_everything(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The row that `load` starts from."""
    visits = Visit.objects.filter(case=OuterRef("pk")).order_by().values("case")
    runs = Coalesce(Subquery(visits.annotate(runs=Count("pk")).values("runs")), 0)
    return with_summary(cases).select_related("draft").annotate(runs=runs)


def load(case: Any, actor: Actor) -> Whole:
    """Everything around a case; a case before submission takes two queries, a settled one eight."""
    parties, submitted = parties_of(case), case.state not in BEFORE_SUBMISSION
    answers = _answers(case, actor, submitted)
    whole = Whole(case, actor, parties, case.draft, composition_of(case, answers), answers)
    whole.materials = materials_of(case)
    if submitted:
        whole.corrections = list(Correction.objects.filter(case=case))
    if case.accepted_at:
        tasks = Task.objects.filter(case=case)
        whole.tasks = list(with_plan(tasks).order_by("round_id", "ordinal"))
        whole.undertakings = list(Undertaking.objects.filter(case=case))
        whole.pauses = list(Pause.objects.filter(case=case))
    if case.state in DECIDED:
        whole.results = list(Result.objects.filter(case=case).select_related("certificate"))
    return whole


def _answers(case: Any, actor: Actor, submitted: bool) -> dict[str, Any]:
    """Officials read what was submitted; whoever fills in the case reads what they typed since."""
    if submitted and actor.role and actor.role != Role.AGENT:
        return dict(Answer.objects.filter(case=case).values_list("element", "value"))
    return dict(case.draft.answers)


def present(whole: Whole) -> dict[str, Any]:
    """The whole case for its reader. Notes the look before personal data leaves."""
    reader, case = whole.reader, whole.case
    form = readable_answers(reader, whole.answers, whole.composition, whole.parties)
    facts = {task.pk: readable_facts(reader, task.matter, task.facts, whole.elements) for task in whole.tasks}
    shown = [*form, *(name for values in facts.values() for name in values)]
    note_look(reader, case, shown, whole.elements, whole.parties)
    return {
        **summary(case),
        "language": case.language,
        "situation": visible_situation(reader.eyes, case.situation, whole.composition),
        "clocks": case_clocks(case, whole.pauses),
        "parties": [party(row) for row in whole.parties],
        "tasks": [task_row(task, facts[task.pk], whole.pauses) for task in whole.tasks],
        "results": _results(whole, reader),
        "runs": case.runs,
        "form": form,
        "sources": _sources(whole, form) if not reader.eyes.official else {},
        "warnings": warnings(whole, form) if reader.writes else [],
        "materials": [
            material_row(row) for row in readable_files(reader, whole.materials, whole.composition)
        ],
        "corrections": _corrections(whole, reader),
        "undertakings": [undertaking_row(row) for row in whole.undertakings],
        "receipt": case.receipt if not reader.eyes.department else None,
        "refusal": case.refusal,
    }


def warnings(whole: Whole, form: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Doubtful values that are kept: nothing here stands in the way before submission."""
    if whole.case.state not in BEFORE_SUBMISSION and not whole.corrections:
        return []
    given = whole.case.situation
    questions = [
        gap for gap in unanswered(whole.composition, given) if given.get(gap["question"]) is not None
    ]
    own = {name: whole.answers[name] for name in form}
    return [*questions, *doubts(whole.elements, own)]


def _results(whole: Whole, reader: Reader) -> list[dict[str, Any]]:
    def concerns(result: Result) -> bool:
        if reader.eyes.department:
            return result.matter in reader.eyes.matters
        return sees_certificates(reader.eyes) and whole.actor.role not in SEES_NO_IDENTIFIER

    return [result_row(result, whole=concerns(result)) for result in whole.results]


def _sources(whole: Whole, form: Mapping[str, Any]) -> dict[str, Any]:
    """Where a known value came from, and whether the applicant confirmed or disputed it."""
    return {
        name: {"item": known["item"], "provider": known["provider"], "stand": known["stand"]}
        for name, known in whole.draft.sources.items()
        if name in form
    }


def _corrections(whole: Whole, reader: Reader) -> list[dict[str, Any]]:
    """The notices with the gaps that concern the reader; one that asks nothing of them is not told."""
    parties = views_of(whole.parties)
    rows = [
        {**correction_row(row), "gaps": visible_gaps(reader.eyes, row.gaps, parties)}
        for row in whole.corrections
    ]
    return [row for row in rows if row["gaps"]]
