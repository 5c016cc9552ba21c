"""The four panes under the sentence: who has it, until when, runs so far, papers saved."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from approvals.models import Task
from approvals.states import TaskState
from cases.models import Case
from cases.states import Holder
from core import clock
from core.calendar import working_minutes_between
from core.identity import mask_name
from core.text import pick
from matters.composing import Composition
from portal.citizen import words
from portal.formats import WORKING_DAY_MINUTES, duration, moment

Fact = dict[str, str]


def facts(case: Case, tasks: list[Task], composition: Composition, visits: int) -> list[Fact]:
    """Four panes; `visits`: how often somebody came to the hall for it."""
    return [_holder(case, tasks), _due(case), _runs(visits, composition), _saved(composition)]


def _holder(case: Case, tasks: list[Task]) -> Fact:
    held = [task for task in tasks if task.department_id == case.holder_department_id]
    if case.holder == Holder.DEPARTMENTS and case.holder_department:
        value = pick(case.holder_department.short_name)
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


def _runs(so_far: int, composition: Composition) -> Fact:
    """Counted by events at the hall, never typed in by anybody."""
    books = (composition.errand.handbook(code) for code in composition.matters)
    most = max((book["onsite_visits_max"] for book in books), default=0)
    return {
        "label": _("Visits"),
        "value": ngettext("%(n)s visit so far", "%(n)s visits so far", so_far) % {"n": so_far},
        "hint": _("at most %(n)s for this") % {"n": most},
    }


def _saved(composition: Composition) -> Fact:
    counts = composition.answer()["material_counts"]
    return {
        "label": _("Saved for you"),
        "value": words.papers(counts["saved_in_total"]),
        "hint": _("%(few)s handed in instead of %(many)s")
        % {"few": counts["applicant_brings"], "many": counts["one_by_one"]},
    }
