"""The clocks of a case and of its tasks: first answer, promise, law, and what the applicant felt."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from approvals.models import Task
from cases.models import Case, Pause
from portal.api.presenting.common import moment

Clock = dict[str, Any]


def case_clocks(case: Case, pauses: Iterable[Pause]) -> list[Clock]:
    """The clocks that have started, in the order in which they start."""
    paused = list(pauses)
    review_ended = case.decided_at or case.closed_at
    clocks = [
        _clock("notice", case.received_at, case.notice_due_at, case.accepted_at or case.closed_at),
        _clock("promised", case.accepted_at, case.promised_due_at, review_ended, paused),
        _clock("statutory", case.accepted_at, case.statutory_due_at, review_ended, paused),
        _clock("felt", case.submitted_at, None, case.delivered_at or case.closed_at),
    ]
    for clock in clocks:
        clock["provisional"] = case.due_provisional
    return [clock for clock in clocks if clock["started"]]


def task_clocks(task: Task, pauses: Iterable[Pause]) -> list[Clock]:
    """Promise and law for one matter; its pauses are its own."""
    own = [pause for pause in pauses if pause.subject == task.matter]
    clocks = [
        _clock("promised", task.started_at, task.promised_due_at, task.concluded_at, own),
        _clock("statutory", task.started_at, task.statutory_due_at, task.concluded_at, own),
    ]
    return [clock for clock in clocks if clock["started"] and clock["due"]]


def _clock(
    kind: str,
    started: datetime | None,
    due: datetime | None,
    ended: datetime | None,
    pauses: Iterable[Pause] = (),
) -> Clock:
    return {
        "kind": kind,
        "started": moment(started),
        "due": moment(due),
        "ended": moment(ended),
        "pauses": [pause_of(pause) for pause in pauses],
    }


def pause_of(pause: Pause) -> dict[str, Any]:
    """A time that no clock counts, and why."""
    return {
        "matter": pause.subject,
        "kind": pause.kind,
        "basis": pause.basis,
        "notice": pause.notice,
        "planned_days": pause.planned_days,
        "began_at": moment(pause.began_at),
        "ended_at": moment(pause.ended_at),
    }
