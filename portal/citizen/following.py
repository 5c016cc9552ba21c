"""A submitted case as its applicant follows it: who has it, until when, what happened, what it yields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.models import Task
from approvals.states import TaskState
from approvals.timing import promised
from cases.models import Correction, Rating, Result, Undertaking, Visit
from cases.states import CaseState, Holder, ResultState
from core import clock
from core.calendar import working_minutes_between
from core.text import pick
from documents.models import Paper
from portal.citizen import words
from portal.citizen.drafts import Application
from portal.citizen.scenes import Rows, scene_of
from portal.formats import WORKING_DAY_MINUTES, duration, moment
from portal.pictures import joint_approval as joint
from portal.telling import Telling, tell

S = CaseState
STATIONS = {
    S.SUBMITTED: "received",
    S.CORRECTING: "received",
    S.IN_REVIEW: "in_review",
    S.GRANTED: "handed_out",
    S.PARTLY_GRANTED: "handed_out",
    S.DELIVERED: "rated",
    S.ARCHIVED: "rated",
}
WITHDRAWABLE = (S.DRAFT, S.PRE_REVIEW, S.SUBMITTED, S.CORRECTING, S.IN_REVIEW)
PICTURE_STATES = {
    TaskState.WAITING: joint.WAITING,
    TaskState.READY: joint.RUNNING,
    TaskState.CLAIMED: joint.RUNNING,
    TaskState.ASKED: joint.PAUSED,
    TaskState.SUSPENDED: joint.PAUSED,
    TaskState.CONCLUDED: joint.DONE,
}


@dataclass(frozen=True)
class Following:
    """One case with everything that hangs on it; every list is one query."""

    mine: Application

    @cached_property
    def tasks(self) -> list[Task]:
        rows = Task.objects.filter(case=self.mine.case).select_related("department", "round", "conclusion")
        return list(rows.order_by("ordinal"))

    @cached_property
    def corrections(self) -> list[Correction]:
        """Notices and questions that wait for an answer."""
        return list(Correction.objects.filter(case=self.mine.case, answered_at__isnull=True))

    @cached_property
    def undertakings(self) -> list[Undertaking]:
        """Papers that are still owed."""
        return list(Undertaking.objects.filter(case=self.mine.case, fulfilled_at__isnull=True))

    @cached_property
    def results(self) -> list[Result]:
        return list(Result.objects.filter(case=self.mine.case).select_related("certificate"))

    @cached_property
    def papers(self) -> list[Paper]:
        return list(Paper.objects.filter(chain_id=self.mine.case.chain_id).select_related("file"))

    @cached_property
    def rated(self) -> bool:
        own = [party.pk for party in self.mine.own_parties]
        return Rating.objects.filter(case=self.mine.case, matter="", party_id__in=own).exists()

    @cached_property
    def telling(self) -> Telling:
        rows = Rows(
            parties=self.mine.parties,
            corrections=self.corrections,
            undertakings=self.undertakings,
            tasks=self.tasks,
            results=self.results,
            rated=self.rated,
        )
        roles, owner = self.mine.roles, self.mine.owner
        return tell(scene_of(self.mine.case, rows, roles=roles, owner=owner, unsigned=self.mine.unsigned_names()))


def page_of(follow: Following) -> dict[str, Any]:
    """Everything the case page shows besides the timeline."""
    case = follow.mine.case
    rows = picture_rows(follow)
    return {
        "mine": follow.mine,
        "case": case,
        "name": pick(case.name),
        "telling": follow.telling,
        "act_url": act_url(follow),
        "station": STATIONS.get(case.state, ""),
        "finished": case.state in (S.DELIVERED, S.ARCHIVED) and follow.rated,
        "facts": facts(follow),
        "rows": rows,
        "departments": len({task.department_id for task in follow.tasks}),
        "now": clock.now(),
        "promise": case.promised_due_at,
        "spans": spans(follow) if rows else None,
        "papers": paper_rows(follow),
        "results": result_rows(follow),
        "withdrawable": case.state in WITHDRAWABLE,
        "rateable": case.state in (S.GRANTED, S.PARTLY_GRANTED, S.REFUSED, S.DELIVERED, S.ARCHIVED)
        and not follow.rated
        and bool(follow.mine.roles),
        "phone": phone(follow),
    }


def act_url(follow: Following) -> str:
    """Where the reader does what the sentence asks for."""
    mine, act = follow.mine, follow.telling.act
    pages = {"fill": "tasks", "confirm": "tasks", "correct": "correct", "answer": "correct", "owed": "correct", "rate": "rate"}
    if act == "collect":
        return "#results"
    return reverse(f"portal:{pages[act]}", kwargs={"reference": mine.reference}) if act else ""


def facts(follow: Following) -> list[dict[str, str]]:
    """Four panes: holder, due, runs, papers saved."""
    return [_holder(follow), _due(follow), _runs(follow), _saved(follow)]


def _holder(follow: Following) -> dict[str, str]:
    case = follow.mine.case
    if case.holder == Holder.DEPARTMENTS and case.holder_department:
        value = pick(case.holder_department.short_name)
    else:
        value = str(Holder(case.holder).label)
    since = moment(case.holder_since, words.language(), "near", clock.today())
    return {"label": _("Who has it now"), "value": value, "hint": _("since %(at)s") % {"at": since}}


def _due(follow: Following) -> dict[str, str]:
    due = follow.mine.case.holder_due_at
    label = _("This step by")
    if due is None:
        return {"label": label, "value": _("nothing is due"), "hint": ""}
    value = moment(due, words.language(), "near", clock.today())
    return {"label": label, "value": value, "hint": _time_left(due)}


def _time_left(due: datetime) -> str:
    """Working time until then; what is late says so."""
    now = clock.now()
    if due >= now:
        left = working_minutes_between(now, due)
        return _("%(time)s of working time left") % {
            "time": duration(left, words.language(), WORKING_DAY_MINUTES)
        }
    late = working_minutes_between(due, now)
    return _("late by %(time)s of working time") % {
        "time": duration(late, words.language(), WORKING_DAY_MINUTES)
    }


def _runs(follow: Following) -> dict[str, str]:
    so_far = Visit.objects.filter(case=follow.mine.case).count()
    books = (follow.mine.composition.errand.handbook(code) for code in follow.mine.composition.matters)
    most = max((book["onsite_visits_max"] for book in books), default=0)
    return {
        "label": _("Visits"),
        "value": ngettext("%(n)s so far", "%(n)s so far", so_far) % {"n": so_far},
        "hint": _("at most %(n)s for this") % {"n": most},
    }


def _saved(follow: Following) -> dict[str, str]:
    counts = follow.mine.composition.answer()["material_counts"]
    return {
        "label": _("Saved for you"),
        "value": words.papers(counts["saved_in_total"]),
        "hint": _("%(few)s handed in instead of %(many)s")
        % {"few": counts["applicant_brings"], "many": counts["one_by_one"]},
    }


def spans(follow: Following) -> dict[str, int]:
    """One after the other, at once, and the difference, in nominal working days and minutes (O7)."""
    answer = follow.mine.composition.answer()
    series, together = answer["in_series"], answer["earliest_finish"]
    return {
        "series_days": series["workdays"],
        "series_minutes": series["minutes"],
        "together_days": together["workdays"],
        "together_minutes": together["minutes"],
        "saved_days": series["workdays"] - together["workdays"],
        "saved_minutes": series["minutes"] - together["minutes"],
    }


def picture_rows(follow: Following) -> list[dict[str, Any]]:
    """The rows of the joint-approval picture; none before acceptance."""
    tasks = [task for task in follow.tasks if task.state in PICTURE_STATES]
    case = follow.mine.case
    if not tasks or case.accepted_at is None:
        return []
    plan = tasks[0].round.plan
    planned = promised(plan, case.accepted_at)
    critical = set(follow.mine.composition.answer()["critical_path"])
    return [_picture_row(task, planned[task.matter], plan["edges"], critical) for task in tasks]


def _picture_row(task: Task, planned: Any, edges: Sequence[Mapping[str, Any]], critical: set[str]) -> dict[str, Any]:
    start = task.started_at or planned.start
    due = task.promised_due_at or planned.due
    state = PICTURE_STATES[TaskState(task.state)]
    now = clock.now()
    if state == joint.RUNNING and now > due:
        state = joint.LATE
    allowed = working_minutes_between(start, due)
    used = working_minutes_between(start, min(task.concluded_at or now, due)) if task.started_at else 0
    return {
        "key": task.matter,
        "department": pick(task.department.short_name),
        "matter": pick(task.name),
        "state": state,
        "start": start,
        "due": max(due, start),
        "finish": task.concluded_at,
        "used": used / allowed if allowed else 0.0,
        "waits_for": tuple(
            edge["from"] for edge in edges if edge["to"] == task.matter and edge["gate"] == "before_start"
        ),
        "critical": task.matter in critical,
        "note": _note(task, state),
    }


def _note(task: Task, state: str) -> str:
    """Words beside a bar that can't be read from the bar."""
    if task.state == TaskState.ASKED:
        return _("waits for your answer")
    if task.state == TaskState.SUSPENDED:
        return _("special procedure")
    if state == joint.DONE and task.started_at and task.concluded_at:
        used = working_minutes_between(task.started_at, task.concluded_at)
        return _("done, %(time)s") % {"time": duration(used, words.language(), WORKING_DAY_MINUTES)}
    return ""


def paper_rows(follow: Following) -> list[dict[str, Any]]:
    """Papers of the case to read and keep, the newest first."""
    return [
        {
            "name": str(Paper.Kind(paper.kind).label),
            "number": paper.number,
            "at": paper.issued_at,
            "url": reverse(
                "portal:paper", kwargs={"reference": follow.mine.reference, "public_id": paper.public_id}
            ),
        }
        for paper in reversed(follow.papers)
    ]


def result_rows(follow: Following) -> list[dict[str, Any]]:
    """What the case yields; the certificate itself is the applicant's alone."""
    rows = []
    for result in follow.results:
        certificate = result.certificate if follow.mine.owner else None
        url = ""
        if certificate:
            kwargs = {"reference": follow.mine.reference, "public_id": certificate.public_id}
            url = reverse("portal:certificate", kwargs=kwargs)
        rows.append(
            {
                "name": pick(result.name),
                "state": str(ResultState(result.state).label),
                "lamp": "idle" if result.state == ResultState.PENDING else "ok",
                "identifier": certificate.identifier if certificate else "",
                "url": url,
            }
        )
    return rows


def phone(follow: Following) -> dict[str, str]:
    """Whom to ask: the department that has it, else the errand's own."""
    case = follow.mine.case
    department = case.holder_department
    if department is None:
        department = (case.one_thing_version.lead_department if case.one_thing_version else case.handbook.department)
    return {"name": pick(department.short_name), "number": department.consult_phone}
