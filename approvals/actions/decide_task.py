"""Decide one matter of a case; facts flow on, waiting tasks become ready, the last one settles the case."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from approvals import wording
from approvals.concluding import complete_fields, must_have_passed_gates, must_not_be_owed_anything
from approvals.locking import LiveRound, hold_task
from approvals.models import Conclusion, Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.settling import DECISION_WORDS, close_silent, settle, spread, told_entries
from approvals.states import Decision, TaskState
from cases.transitions import allowed
from core.acts import act
from core.errors import BadInput, Incomplete
from ledger.recording import record


@act
def decide_task(
    task: Task,
    *,
    by: Actor,
    decision: str,
    opinion: str = "",
    conclusion: Mapping[str, Any] | None = None,
    expect: int | None = None,
) -> Task:
    """Conclude a task; an unclaimed one is claimed by deciding it.

    Raises Blocked while a source it waits for has not concluded or a material is still owed,
    Incomplete when an approval lacks a required conclusion field or a refusal its opinion, WrongState
    when it was decided already.
    """
    task, live = hold_task(task, expect=expect)
    must_work_on(by, task, live.case, live.planned(task.matter))
    _claim_if_free(task, live, by)
    must_hold_claim(by, task, deciding=True)
    allowed(task, "conclude")
    _may_be_given(task, live, decision, opinion)
    asked = live.asked
    row = _conclude(task, live, by=by, decision=decision, opinion=opinion.strip(), fields=conclusion or {})
    touched, started = spread(task, row, live)
    record(
        wording.DECIDE_TASK,
        live.held,
        by=by,
        subject=task,
        changed=[row, *touched, *close_silent(live, asked)],
        data={
            "matter": task.matter,
            "name": task.name,
            "decision": decision,
            "words": DECISION_WORDS[Decision(decision)],
            **told_entries(task, live, touched, started),
        },
    )
    settle(live, row, by=by)
    return task


def _may_be_given(task: Task, live: LiveRound, decision: str, opinion: str) -> None:
    """The conditions of a conclusion in the order in which they are told."""
    if decision not in Decision.values:
        raise BadInput(_("A decision is approve or refuse."), errors=[{"field": "decision"}])
    must_have_passed_gates(task, live)
    if decision == Decision.APPROVE:
        must_not_be_owed_anything(task, live)
    elif not opinion.strip():
        raise Incomplete(_("A refusal gives its reasons."), errors=[{"field": "opinion"}])


def _claim_if_free(task: Task, live: LiveRound, by: Actor) -> None:
    if task.state == TaskState.READY:
        task.claim(by_user=by.user_id, at=live.held.now)


def _conclude(
    task: Task, live: LiveRound, *, by: Actor, decision: str, opinion: str, fields: Mapping[str, Any]
) -> Conclusion:
    row = Conclusion.objects.create(
        task=task,
        decision=decision,
        opinion=opinion,
        fields=complete_fields(task, live, decision=decision, given=fields),
        decided_by=by.actor_label,
        decided_at=live.held.now,
    )
    task.conclude(at=live.held.now)
    return row
