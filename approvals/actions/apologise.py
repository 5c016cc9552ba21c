"""Own up to a broken promise, once, and name a new day."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from accounts.actor import Actor
from approvals import wording
from approvals.lights import is_paused
from approvals.locking import LiveRound, hold_round
from approvals.models import Task
from approvals.rules import schedule
from cases.models import Apology, Case
from core.acts import act
from core.calendar import due_at
from core.values import present
from ledger.recording import record


@act
def apologise(case: Case, *, by: Actor) -> Apology | None:
    """Every party hears it once: the promise that was not kept, and by when it is done instead.

    Nothing is said of a promise that still holds, of one already apologised for, or while a
    procedure told in writing stops the clock. Raises WrongState when no review is running.
    """
    live = hold_round(case)
    promised = present(live.case.promised_due_at, "the promise")
    if promised >= live.held.now or _said(live) or _rests(live):
        return None
    matters = {task.matter for task in live.open}
    apology = Apology.objects.create(
        case=live.case,
        promised_at=promised,
        new_due_at=new_day(live.round.plan, matters, live.held.now),
        said_at=live.held.now,
    )
    data = {"promised": apology.promised_at.isoformat(), "new": apology.new_due_at.isoformat()}
    record(wording.APOLOGISE, live.held, by=by, subject=live.case, changed=[apology], data=data)
    return apology


def _said(live: LiveRound) -> bool:
    return Apology.objects.filter(case=live.case).exists()


def _rests(live: LiveRound) -> bool:
    """Whether a clock stands still: the days told are not used yet."""
    return Task.objects.filter(is_paused(), round=live.round).exists()


def new_day(plan: Mapping[str, Any], open_matters: Collection[str], now: datetime) -> datetime:
    """When the open matters are done if each department takes, from now, all the time it promised.

    Late tasks get their whole time once more: a second promise must not be broken too.
    """
    tasks = [task for task in plan["tasks"] if task["matter"] in open_matters]
    edges = [edge for edge in plan["edges"] if edge["from"] in open_matters and edge["to"] in open_matters]
    times = schedule(tasks, edges, start=now, limit="promised_limit", due_at=due_at)
    return max(time.due for time in times.values())
