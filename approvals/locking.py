"""How an act takes hold of a round: the case's chain first, then its tasks in one query."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from approvals.models import Round, Task
from approvals.states import OPEN_TASK, Decision, RoundState, TaskState
from cases.locking import hold_case
from cases.models import Case
from core.errors import NotFound, WrongState
from ledger.recording import Held


@dataclass
class LiveRound:
    """A live round under its case's lock, with all its tasks."""

    case: Case
    held: Held
    round: Round
    tasks: list[Task]

    @property
    def edges(self) -> list[dict]:
        return self.round.plan["edges"]

    @property
    def concluded(self) -> set[str]:
        """Matters whose conclusion others may rely on."""
        return {task.matter for task in self.tasks if task.state == TaskState.CONCLUDED}

    @property
    def open(self) -> list[Task]:
        return [task for task in self.tasks if task.state in OPEN_TASK]

    @property
    def asked(self) -> set[str]:
        """Matters whose reviewer waits for the applicant."""
        return {task.matter for task in self.tasks if task.state == TaskState.ASKED}

    def planned(self, matter: str) -> dict:
        """The plan's entry of a matter."""
        return next(entry for entry in self.round.plan["tasks"] if entry["matter"] == matter)

    def task_of(self, matter: str) -> Task:
        return next(task for task in self.tasks if task.matter == matter)


def hold_round(case: Case, *, expect: int | None = None) -> LiveRound:
    """The case's live round, locked; WrongState when its review is not running."""
    case, held = hold_case(case, expect=expect)
    tasks = list(
        Task.objects.filter(case=case, round__state=RoundState.LIVE)
        .select_related("round", "department", "conclusion", "claimed_by")
        .order_by("ordinal")
    )
    if not tasks:
        raise WrongState(
            _("This case is not in review now (“%(state)s”).") % {"state": case.get_state_display()},
            state=case.state,
        )
    return LiveRound(case=case, held=held, round=tasks[0].round, tasks=tasks)


def hold_task(task: Task, *, expect: int | None = None) -> tuple[Task, LiveRound]:
    """One task of a live round, locked, and the round around it."""
    live = hold_round(task.case, expect=expect)
    fresh = next((row for row in live.tasks if row.pk == task.pk), None)
    if fresh is None:
        raise NotFound(_("This task is no longer part of the review."))
    return fresh, live


def approved(task: Task) -> bool:
    """Whether the task concluded with a grant."""
    return task.state == TaskState.CONCLUDED and task.conclusion.decision == Decision.APPROVE
