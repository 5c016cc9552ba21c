"""The applicant answers reviewers' questions or hands in what is owed, while the review runs."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from approvals import wording
from approvals.holding import pass_to_departments
from approvals.locking import LiveRound, hold_round
from approvals.models import Task
from approvals.settling import concerned
from approvals.states import TaskState
from cases.correcting import answerable, fulfil_undertakings, settle, watch_what_is_owed
from cases.gaps import open_corrections
from cases.models import Case, Correction, Undertaking
from cases.policies import must_own
from cases.selectors import parties_of
from core.acts import act
from core.errors import Incomplete, WrongState
from ledger.recording import record


@act
def answer_question(case: Case, *, by: Actor, expect: int | None = None) -> Case:
    """Close every question that is wholly answered and every undertaking whose material has come.

    Raises Incomplete naming what has not come, WrongState when nothing is open.
    """
    live = hold_round(case, expect=expect)
    must_own(by, live.case, parties_of(live.case))
    notices = open_corrections(live.case)
    fulfilled = fulfil_undertakings(live.case, at=live.held.now)
    owed = Undertaking.objects.filter(case=live.case, fulfilled_at__isnull=True)
    _something_to_do(notices, fulfilled, list(owed.values_list("material", flat=True)))
    ready = answerable(live.case, notices) or ([] if fulfilled else notices)
    settled, answers = settle(live.case, ready, at=live.held.now) if ready else ([], [])
    tasks = _back_to_reviewers(live, {notice.matter for notice in settled})
    moved = pass_to_departments(live.case, live.tasks, since=live.held.now)
    if fulfilled:
        watch_what_is_owed(live.case)
        moved = True
    if moved:
        live.case.save()
    record(
        wording.ANSWER_QUESTION,
        live.held,
        by=by,
        subject=live.case,
        changed=[*settled, *answers, *fulfilled, *tasks, *([live.case] if moved else [])],
        data=told(live, settled, fulfilled),
    )
    return live.case


def told(live: LiveRound, settled: Sequence[Correction], fulfilled: Sequence[Undertaking]) -> dict[str, Any]:
    """What the event says: whose questions are answered, what has come, which departments hear of it."""
    matters = sorted({notice.matter for notice in settled})
    materials = sorted(row.material for row in fulfilled)
    return {
        "matters": matters,
        "materials": materials,
        "informed": concerned(live, matters, materials),
    }


def _something_to_do(notices: list, fulfilled: list, owed: list[str]) -> None:
    if notices or fulfilled:
        return
    if owed:
        raise Incomplete(
            _("What is owed has not come yet."),
            errors=[
                {"material": name, "reason": _("This material has not been handed in.")} for name in owed
            ],
        )
    raise WrongState(_("Nothing is asked of you at the moment."))


def _back_to_reviewers(live: LiveRound, matters: set[str]) -> list[Task]:
    tasks = [task for task in live.tasks if task.matter in matters and task.state == TaskState.ASKED]
    for task in tasks:
        task.answer()
    Task.objects.bulk_update(tasks, ["state"])
    return tasks
