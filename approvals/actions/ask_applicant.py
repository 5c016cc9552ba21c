"""Ask the applicant, once, everything the reviewer needs."""

from collections.abc import Sequence

from accounts.actor import Actor
from approvals import wording
from approvals.deadlines import QUESTION_WORKDAYS
from approvals.holding import pass_to_departments
from approvals.locking import hold_task
from approvals.models import Question, Task
from approvals.policies import must_hold_claim, must_work_on
from approvals.states import TaskState
from cases.correcting import check_gaps, new_correction
from cases.rules import Gap
from cases.transitions import allowed
from core.acts import act
from core.calendar import due_at
from ledger.recording import record


@act
def ask_applicant(task: Task, *, by: Actor, gaps: Sequence[Gap], expect: int | None = None) -> Task:
    """Put a question after acceptance. No clock stops for it, and supervision sees it.

    Raises BadInput for a gap that names nothing the errand asks for.
    """
    task, live = hold_task(task, expect=expect)
    must_work_on(by, task, live.case, live.planned(task.matter))
    if task.state == TaskState.READY:
        task.claim(by_user=by.user_id, at=live.held.now)
    must_hold_claim(by, task)
    allowed(task, "ask")
    notice = new_correction(
        live.case,
        check_gaps(live.case, gaps),
        at=live.held.now,
        due=due_at(live.held.now, QUESTION_WORKDAYS, "workday").at,
        matter=task.matter,
        department_id=task.department_id,
    )
    question = Question.objects.create(task=task, correction=notice)
    task.ask()
    task.save()
    if moved := pass_to_departments(live.case, live.tasks, since=live.held.now):
        live.case.save()
    record(
        wording.ASK_APPLICANT,
        live.held,
        by=by,
        subject=task,
        changed=[task, notice, question, *([live.case] if moved else [])],
        data={
            "matter": task.matter,
            "name": task.name,
            "gaps": notice.gaps,
            "due": notice.due_at.isoformat(),
        },
    )
    return task
