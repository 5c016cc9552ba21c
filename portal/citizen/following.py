"""A submitted case as its applicant follows it: who has it, until when, what happened, what it yields."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import Task
from approvals.papers import lead_department
from cases.models import Correction, Rating, Result, Undertaking, Visit
from cases.states import CaseState, Holder, ResultState
from core import clock
from core.calendar import working_minutes_between
from core.text import pick
from documents.models import Paper
from portal.citizen import picture, words
from portal.citizen.drafts import Application
from portal.citizen.scenes import Rows, scene_of
from portal.formats import WORKING_DAY_MINUTES, duration, moment
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
        return tell(
            scene_of(self.mine.case, rows, roles=roles, owner=owner, unsigned=self.mine.unsigned_names())
        )


def page_of(follow: Following) -> dict[str, Any]:
    """Everything the case page shows besides the timeline."""
    case = follow.mine.case
    rows = picture.rows_of(follow.tasks, follow.mine)
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
        "spans": picture.spans(follow.mine) if rows else None,
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
    pages = {
        "fill": "tasks",
        "confirm": "tasks",
        "correct": "correct",
        "answer": "correct",
        "owed": "correct",
        "rate": "rate",
    }
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
        "value": _("%(n)s so far") % {"n": so_far},
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
    department = case.holder_department or lead_department(case)
    return {"name": pick(department.short_name), "number": department.consult_phone}
