"""Rounds of parallel review, one task per matter, and the conclusions others rely on."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from accounts.models import Area, Department, User
from approvals.states import AT_THE_DESK, OPEN_TASK, TASK_TRANSITIONS, Decision, RoundState, TaskState
from cases.models import Case, Correction, Pause
from core.ids import uuid7
from matters.models import Handbook


def _sources(act: str) -> list[str]:
    return [str(state) for state in TASK_TRANSITIONS[act][0]]


class Round(models.Model):
    """One parallel review of a case; its plan is the snapshot taken at acceptance."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rounds")
    state = models.CharField(max_length=12, choices=RoundState.choices, default=RoundState.LIVE)
    plan = models.JSONField(help_text="matters.plan: tasks, edges and gates as they stood at acceptance")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state=RoundState.LIVE), name="one_live_round_per_case"
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.LIVE, ended_at__isnull=True)
                | (~Q(state=RoundState.LIVE) & Q(ended_at__isnull=False)),
                name="ended_round_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"round of case {self.case_id}"


class TaskQuerySet(models.QuerySet["Task"]):
    """The vocabulary in which tasks are looked for."""

    def of_department(self, department_id: int) -> Self:
        return self.filter(department_id=department_id)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_TASK)

    def at_the_desk(self) -> Self:
        """What a reviewer can work on now."""
        return self.filter(state__in=AT_THE_DESK)

    def by_time_left(self) -> Self:
        return self.order_by("promised_due_at", "id")


class Task(FSMModelMixin, models.Model):
    """One matter of a case, in the hands of one department."""

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="tasks")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    handbook = models.ForeignKey(Handbook, on_delete=models.PROTECT, related_name="tasks")
    matter = models.CharField(max_length=40)
    name = models.JSONField(help_text='{"zh", "en"}')
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="tasks")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="tasks")
    required = models.BooleanField(default=True)
    state = FSMField(default=TaskState.WAITING, choices=TaskState.choices, protected=True)
    ordinal = models.PositiveSmallIntegerField()

    facts = models.JSONField(default=dict, help_text="element -> value brought by another conclusion")
    facts_from = models.JSONField(default=dict, help_text="element -> matter whose conclusion brought it")

    started_at = models.DateTimeField(null=True, help_text="When its clock began.")
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="tasks_claimed")
    claimed_at = models.DateTimeField(null=True)
    promised_due_at = models.DateTimeField(null=True)
    statutory_due_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "ordinal"]
        indexes = [
            models.Index(
                fields=["department", "promised_due_at", "id"],
                condition=Q(state__in=[str(state) for state in AT_THE_DESK]),
                name="task_work_list",
            ),
            models.Index(fields=["department", "case"], name="task_department_case"),
            models.Index(fields=["department", "state", "-id"], name="task_department_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "matter"], name="one_task_per_matter"),
            models.CheckConstraint(
                condition=Q(state__in=[TaskState.WAITING, TaskState.CANCELLED])
                | Q(started_at__isnull=False, promised_due_at__isnull=False),
                name="started_task_has_its_clock",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TaskState.CLAIMED, TaskState.ASKED, TaskState.SUSPENDED])
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="claimed_task_is_somebodys",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.CONCLUDED) | Q(concluded_at__isnull=False),
                name="concluded_task_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} of case {self.case_id}"

    @transition(field=state, source=_sources("make_ready"), target=TaskState.READY)
    def make_ready(self, *, at: datetime, promised_due: datetime, statutory_due: datetime | None) -> None:
        self.started_at = at
        self.promised_due_at = promised_due
        self.statutory_due_at = statutory_due

    @transition(field=state, source=_sources("claim"), target=TaskState.CLAIMED)
    def claim(self, *, by_user: int, at: datetime) -> None:
        self.claimed_by_id = by_user
        self.claimed_at = at

    @transition(field=state, source=_sources("release"), target=TaskState.READY)
    def release(self) -> None:
        self.claimed_by_id = None
        self.claimed_at = None

    @transition(field=state, source=_sources("ask"), target=TaskState.ASKED)
    def ask(self) -> None:
        """The question is a row of its own; no clock stops (licensing law art. 32)."""

    @transition(field=state, source=_sources("answer"), target=TaskState.CLAIMED)
    def answer(self) -> None:
        """The applicant has answered; the same reviewer goes on."""

    @transition(field=state, source=_sources("suspend"), target=TaskState.SUSPENDED)
    def suspend(self) -> None:
        """The special procedure and its pause are rows of their own."""

    @transition(field=state, source=_sources("resume"), target=TaskState.CLAIMED)
    def resume(self) -> None:
        """What its pause did to the clocks is `approvals.postponing`'s."""

    @transition(field=state, source=_sources("conclude"), target=TaskState.CONCLUDED)
    def conclude(self, *, at: datetime) -> None:
        self.concluded_at = at

    @transition(field=state, source=_sources("cancel"), target=TaskState.CANCELLED)
    def cancel(self) -> None:
        """Its case ended, or a conclusion it needs was refused."""


class Conclusion(models.Model):
    """A department's decision on one task: a thing of its own, relied on by others (A-014)."""

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="conclusion")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    opinion = models.TextField(blank=True)
    fields = models.JSONField(default=dict, help_text="element -> value, as the handbook lists them")
    decided_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=Decision.APPROVE) | ~Q(opinion=""), name="refusal_gives_its_reasons"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} on task {self.task_id}"


class Question(models.Model):
    """A reviewer's question to the applicant: which task waits for which correction."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="questions")
    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="question")

    def __str__(self) -> str:
        return f"question of task {self.task_id}"


class SpecialProcedure(models.Model):
    """A hearing, inspection, test or expert review during which a task rests (licensing law art. 45)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="special_procedures")
    kind = models.CharField(max_length=80)
    basis = models.CharField(max_length=300)
    planned_days = models.PositiveSmallIntegerField()
    notice = models.TextField(
        blank=True, help_text="What the applicant was told in writing; without it the clock runs."
    )
    pause = models.OneToOneField(Pause, on_delete=models.PROTECT, null=True, related_name="special_procedure")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(ended_at__isnull=True), name="one_special_procedure_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(notice="", pause__isnull=True) | (~Q(notice="") & Q(pause__isnull=False)),
                name="only_a_written_notice_stops_the_clock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on task {self.task_id}"

    @property
    def stops_the_clock(self) -> bool:
        """Whether the applicant was told in writing and the days told are not used yet."""
        return self.ended_at is None and self.pause is not None and self.pause.ended_at is None
