"""What a conclusion sets off in its round."""

from collections.abc import Collection
from typing import Any

from accounts.actor import Actor
from approvals.holding import pass_to_departments
from approvals.locking import LiveRound
from approvals.models import Conclusion, Task
from approvals.rules import facts_delivered, fall_with, may_start, outcome
from approvals.states import Decision, RoundState, TaskState
from approvals.timing import due_when_ready, own_statutory_due
from cases.actions import conclude_case
from cases.correcting import close_unanswered
from cases.models import Correction

# How a decision is told in the timeline; the enum is for machines.
DECISION_WORDS = {
    Decision.APPROVE: {"zh": "予以批准", "en": "approved"},
    Decision.REFUSE: {"zh": "不予批准", "en": "refused"},
}

TASK_FIELDS = [
    "state",
    "facts",
    "facts_from",
    "started_at",
    "claimed_by",
    "claimed_at",
    "promised_due_at",
    "statutory_due_at",
    "concluded_at",
]


def spread(task: Task, conclusion: Conclusion, live: LiveRound) -> tuple[list[Any], list[Task]]:
    """Deliver the facts, start what may start now, cancel what can't go on; one write for all tasks.

    Returns the rows that changed and the tasks that have just become ready.
    """
    touched = {task.pk: task}
    for target in _bring_facts(task, conclusion, live) + _cancel_fallen(task, conclusion, live):
        touched[target.pk] = target
    started = _start_ready(live)
    touched |= {target.pk: target for target in started}
    Task.objects.bulk_update(touched.values(), TASK_FIELDS)
    changed: list[Any] = list(touched.values())
    if not live.open:
        changed.append(_close_round(live))
    elif pass_to_departments(live.case, live.tasks, since=live.held.now):
        live.case.save(update_fields=["holder", "holder_department", "holder_since", "holder_due_at"])
        changed.append(live.case)
    return changed, started


def close_silent(live: LiveRound, asked: set[str]) -> list[Correction]:
    """Closes the questions of tasks that are over although the applicant never answered."""
    over = asked - live.asked
    return close_unanswered(live.case, over, at=live.held.now) if over else []


def _bring_facts(task: Task, conclusion: Conclusion, live: LiveRound) -> list[Task]:
    """Facts named on the edges travel into the targets (A-014); a refusal brings none."""
    if conclusion.decision != Decision.APPROVE:
        return []
    delivered = facts_delivered(task.matter, conclusion.fields, live.edges)
    targets = [row for row in live.tasks if delivered.get(row.matter)]
    for target in targets:
        facts = delivered[target.matter]
        target.facts = {**target.facts, **facts}
        target.facts_from = {**target.facts_from, **dict.fromkeys(facts, task.matter)}
    return targets


def _cancel_fallen(task: Task, conclusion: Conclusion, live: LiveRound) -> list[Task]:
    if conclusion.decision == Decision.APPROVE:
        return []
    fallen = set(fall_with(task.matter, live.edges, {row.matter for row in live.open}))
    rows = [row for row in live.open if row.matter in fallen]
    for row in rows:
        row.cancel()
    return rows


def _start_ready(live: LiveRound) -> list[Task]:
    """Tasks whose `before_start` sources have all concluded; their clocks start now (B.2 art. 5(3))."""
    started = []
    for row in live.tasks:
        if row.state == TaskState.WAITING and may_start(row.matter, live.edges, live.concluded):
            planned = live.planned(row.matter)
            row.make_ready(
                at=live.held.now,
                promised_due=due_when_ready(planned, live.tasks, live.edges, live.held.now),
                statutory_due=own_statutory_due(planned, live.held.now),
            )
            started.append(row)
    return started


def _close_round(live: LiveRound) -> Any:
    live.round.state = RoundState.SETTLED
    live.round.ended_at = live.held.now
    live.round.save(update_fields=["state", "ended_at"])
    return live.round


def settle(live: LiveRound, conclusion: Conclusion, *, by: Actor) -> None:
    """When the round is over, give the case its outcome; the lead can't close it earlier (A-019)."""
    if live.round.state != RoundState.SETTLED:
        return
    decisions = {row.matter: _decision(row, conclusion) for row in live.tasks}
    granted = {
        matter: {"name": live.planned(matter)["result"]["name"]}
        for matter, decision in decisions.items()
        if decision == Decision.APPROVE
    }
    conclude_case(live.case, live.held, by=by, outcome=outcome(decisions), granted=granted)


def _decision(task: Task, latest: Conclusion) -> str | None:
    """What was decided on a task; None where it fell with another."""
    if task.state != TaskState.CONCLUDED:
        return None
    return latest.decision if latest.task_id == task.pk else task.conclusion.decision


def told_entries(task: Task, live: LiveRound, changed: list[Any], started: list[Task]) -> dict[str, Any]:
    """The part of an event's data that the push to departments' systems reads, each [department, task].

    `ready` tasks have started; `informed` ones run already and no longer wait for this conclusion;
    `cancelled` ones fell with it.
    """
    targets = {edge["to"] for edge in live.edges if edge["from"] == task.matter}
    informed = [row for row in live.open if row.matter in targets and row.started_at and row not in started]
    fallen = [row for row in changed if isinstance(row, Task) and row.state == TaskState.CANCELLED]
    return {
        "departments": sorted({row.department.code for row in started}),
        "ready": [addressed(row) for row in started],
        "informed": [addressed(row) for row in informed],
        "cancelled": [addressed(row) for row in fallen],
    }


def concerned(live: LiveRound, matters: Collection[str], materials: Collection[str]) -> list[list[str]]:
    """The running tasks whose question was answered or whose owed material has come, as events carry them."""
    rows = [row for row in live.open if row.started_at]
    return [
        addressed(row)
        for row in rows
        if row.matter in matters
        or any(line["material"] in materials for line in live.planned(row.matter)["materials"])
    ]


def addressed(task: Task) -> list[str]:
    """A task with the department it belongs to, as events carry it."""
    return [task.department.code, str(task.public_id)]
