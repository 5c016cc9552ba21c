"""One task as its reviewer reads it: the slice of the case that the matter needs, and nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from approvals.desk.scope import desk_tasks
from approvals.models import SpecialProcedure, Task
from approvals.policies import is_left_behind, may_work_on
from approvals.rules import waits_for
from approvals.states import AT_THE_DESK, RoundState, TaskState
from cases.composing import composition_of
from cases.models import Answer, Case, CaseMaterial, Correction, Party, Undertaking
from cases.selectors import parties_of
from core.errors import NotFound
from matters.composing.parts import Record, Sources

RELATED = ("case__chain", "case__service_point", "round", "handbook", "department", "claimed_by")


@dataclass(frozen=True)
class Review:
    """A task, its round and what its department may read of the case; each part is loaded once."""

    task: Task
    actor: Actor
    tasks: tuple[Task, ...]

    @property
    def case(self) -> Case:
        return self.task.case

    @property
    def plan(self) -> Mapping[str, Any]:
        return self.task.round.plan

    @cached_property
    def planned(self) -> Mapping[str, Any]:
        """The plan's entry of this matter: its fields, materials and conclusion fields."""
        return next(entry for entry in self.plan["tasks"] if entry["matter"] == self.task.matter)

    @cached_property
    def sources(self) -> Sources:
        """The catalogue's records behind the case's pinned versions."""
        return composition_of(self.case, {}).errand.sources

    @property
    def elements(self) -> Mapping[str, Record]:
        return self.sources.elements

    @cached_property
    def answers(self) -> list[Answer]:
        """What was stated for this matter's form, in the order of the form (need to know)."""
        wanted = self.planned["fields"]
        rows = {row.element: row for row in Answer.objects.filter(case=self.case, element__in=wanted)}
        return [rows[element] for element in wanted if element in rows]

    @cached_property
    def files(self) -> list[CaseMaterial]:
        """The files handed in for this matter's materials."""
        wanted = [line["material"] for line in self.planned["materials"]]
        return list(
            CaseMaterial.objects.filter(case=self.case, material__in=wanted, replaced_at__isnull=True)
            .select_related("file")
            .order_by("material", "ordinal", "id")
        )

    @cached_property
    def parties(self) -> list[Party]:
        return parties_of(self.case)

    @cached_property
    def owed(self) -> list[str]:
        """Materials of this matter that were tolerated and have not come."""
        wanted = [line["material"] for line in self.planned["materials"]]
        owed = Undertaking.objects.filter(case=self.case, fulfilled_at__isnull=True, material__in=wanted)
        return list(owed.order_by("material").values_list("material", flat=True))

    @cached_property
    def waits_for(self) -> list[Task]:
        """The tasks that have to be concluded before this one."""
        concluded = {task.matter for task in self.tasks if task.state == TaskState.CONCLUDED}
        waiting = waits_for(self.task.matter, self.plan["edges"], concluded)
        return [task for task in self.tasks if task.matter in waiting]

    @cached_property
    def question(self) -> Correction | None:
        """What the applicant was asked and has not answered."""
        return (
            Correction.objects.filter(question__task=self.task, answered_at__isnull=True)
            .order_by("-id")
            .first()
        )

    @cached_property
    def procedure(self) -> SpecialProcedure | None:
        """The special procedure that the task rests for."""
        rows = SpecialProcedure.objects.select_related("pause").filter(task=self.task, ended_at__isnull=True)
        return rows.first()

    @property
    def may_work(self) -> bool:
        """Whether this actor may act on the task now: theirs by right, live, and not a colleague's."""
        return self.live and not self.held_by_other and self.entitled

    @property
    def entitled(self) -> bool:
        return may_work_on(self.actor, self.task, self.case, self.planned)

    @property
    def live(self) -> bool:
        return self.task.round.state == RoundState.LIVE and self.task.state in AT_THE_DESK

    @property
    def held_by_other(self) -> bool:
        mine = self.task.state == TaskState.READY or self.task.claimed_by_id == self.actor.user_id
        return not mine and not is_left_behind(self.task)

    @property
    def may_decide(self) -> bool:
        """Whether a decision given now can be taken, other departments' gates apart."""
        return self.may_work and self.task.state in (TaskState.READY, TaskState.CLAIMED)

    @cached_property
    def seen(self) -> str:
        """A digest of what the page shows: a form sent from another state of things is stale.

        The case's version alone would not do: it moves when a paper is written or a colleague of
        another department takes something on, which changes nothing for this reviewer.
        """
        shown = [
            [str(self.task.state), self.task.claimed_by_id, self.task.facts, self.task.round.state],
            [[row.element, row.value] for row in self.answers],
            [[row.material, row.file_id] for row in self.files],
            [task.matter for task in self.waits_for],
            self.owed,
        ]
        return sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]


def review_of(actor: Actor, public_id: UUID) -> Review:
    """The task with its round, as this actor sees it. Raises NotFound for another department's."""
    task = desk_tasks(actor).select_related(*RELATED).filter(public_id=public_id).first()
    if task is None:
        raise NotFound()
    tasks = Task.objects.filter(round=task.round_id).select_related("department", "conclusion")
    return Review(task, actor, tuple(tasks.order_by("ordinal")))
