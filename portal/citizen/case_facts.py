"""The four panes under the sentence: who has it, until when, runs so far, papers saved."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from approvals.models import Task
from approvals.states import TaskState
from cases.delivery import BY_WORD
from cases.models import Case, Result
from cases.states import Holder
from core import clock
from core.calendar import working_minutes_between
from core.identity import mask_name
from core.text import pick
from matters.composing import Composition
from portal.citizen import words
from portal.citizen.drafts import Application
from portal.formats import WORKING_DAY_MINUTES, duration, moment

Fact = dict[str, str]


def facts(mine: Application, tasks: list[Task], visits: int) -> list[Fact]:
    """Four panes; `visits`: how often somebody came to the hall for it."""
    return [_holder(mine, tasks), _due(mine.case), _runs(mine, visits), _saved(mine.composition)]


def _holder(mine: Application, tasks: list[Task]) -> Fact:
    case = mine.case
    held = [task for task in tasks if task.department_id == case.holder_department_id]
    if case.holder == Holder.DEPARTMENTS and case.holder_department:
        value = pick(case.holder_department.short_name)
    elif case.holder == Holder.APPLICANT and mine.owner:
        value = pgettext("holder", "You")
    else:
        value = str(Holder(case.holder).label)
    since = moment(case.holder_since, words.language(), "near", clock.today())
    hint = words.dotted([reviewer_of(held[0]) if held else "", _("since %(at)s") % {"at": since}])
    return {"label": _("Who has it now"), "value": value, "hint": hint}


def reviewer_of(task: Task) -> str:
    """The post that works on it and, where the account says it, the masked name; empty while nobody does."""
    if task.claimed_by is None or task.state not in (TaskState.CLAIMED, TaskState.ASKED, TaskState.SUSPENDED):
        return ""
    return words.dotted([_("review post"), masked(task.claimed_by)])


def masked(user: User) -> str:
    """An official's name as the public reads it: 王*明; empty for an account that has no name."""
    return mask_name(user.get_full_name().strip()) if user.get_full_name().strip() else ""


def _due(case: Case) -> Fact:
    label = _("This step by")
    if case.holder_due_at is None:
        return {"label": label, "value": _("nothing is due"), "hint": ""}
    value = moment(case.holder_due_at, words.language(), "near", clock.today())
    return {"label": label, "value": value, "hint": time_left(case.holder_due_at)}


def time_left(due: datetime) -> str:
    """Working time until then; what is late says so."""
    now = clock.now()
    late = due < now
    minutes = working_minutes_between(due, now) if late else working_minutes_between(now, due)
    time = {"time": duration(minutes, words.language(), WORKING_DAY_MINUTES)}
    return _("late by %(time)s of working time") % time if late else _("%(time)s of working time left") % time


def _runs(mine: Application, so_far: int) -> Fact:
    """Counted by events at the hall, never typed in by anybody; who collects at a counter comes once."""
    errand, matters = mine.composition.errand, mine.composition.matters
    most = max((errand.handbook(code)["onsite_visits_max"] for code in matters), default=0)
    most = max(most, 1) if _at_counter(mine) else most
    return {
        "label": _("Visits"),
        "value": ngettext("%(n)s visit so far", "%(n)s visits so far", so_far) % {"n": so_far},
        "hint": _("at most %(n)s for this") % {"n": most},
    }


def _at_counter(mine: Application) -> bool:
    """Whether the result is collected: as chosen after the application, or else as the form says."""
    choice = getattr(mine.case, "exit_choice", None)
    said = BY_WORD.get(mine.draft.answers.get("delivery_method", ""), "")
    return (choice.method if choice else said) == Result.Method.COUNTER


def _saved(composition: Composition) -> Fact:
    counts = composition.answer()["material_counts"]
    return {
        "label": _("Saved for you"),
        "value": words.papers(counts["saved_in_total"]),
        "hint": _("%(few)s handed in instead of %(many)s")
        % {"few": counts["applicant_brings"], "many": counts["one_by_one"]},
    }
