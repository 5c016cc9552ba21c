"""A submitted case as its applicant follows it: who has it, until when, what happened, what it yields."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from approvals.models import Task
from approvals.papers import lead_department
from approvals.selectors import tasks_of
from cases.actions.urge_case import URGEABLE
from cases.models import Apology, Bill, Case, Correction, Rating, Result, Undertaking, Urge, Visit
from cases.states import CaseState, ResultState
from core import clock
from core.text import pick
from documents.models import Paper
from portal.citizen import picture
from portal.citizen.case_facts import facts
from portal.citizen.drafts import Application
from portal.citizen.scenes import Rows, scene_of
from portal.citizen.thread import thread_of
from portal.citizen.usual import usual_words
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
RATEABLE = (S.GRANTED, S.PARTLY_GRANTED, S.REFUSED, S.DELIVERED, S.ARCHIVED)
LIVE = (S.PRE_REVIEW, S.SUBMITTED, S.CORRECTING, S.IN_REVIEW, S.GRANTED, S.PARTLY_GRANTED, S.DELIVERED)
WITHDRAWABLE = (S.DRAFT, S.PRE_REVIEW, S.SUBMITTED, S.CORRECTING, S.IN_REVIEW)


class Counted(NamedTuple):
    """Runs to the hall so far, whether the reader has judged the whole, whether it was urged today."""

    visits: int
    rated: bool
    urged_today: bool


@dataclass(frozen=True)
class Following:
    """One case with everything that hangs on it; every list is one query."""

    mine: Application

    @cached_property
    def tasks(self) -> list[Task]:
        return list(tasks_of(self.mine.case, clock.now()))

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
    def apology(self) -> Apology | None:
        """Asked for only once there may be one."""
        promise = self.mine.case.promised_due_at
        if promise is None or promise > clock.now():
            return None
        return Apology.objects.filter(case=self.mine.case).first()

    @cached_property
    def bill(self) -> Bill | None:
        """Joined to the case; a case without fees has none."""
        return getattr(self.mine.case, "bill", None)

    @cached_property
    def counted(self) -> Counted:
        """What is only counted or asked whether it is there."""
        here = {"case": OuterRef("pk")}
        own = [party.pk for party in self.mine.own_parties]
        visits = Visit.objects.filter(**here).order_by().values("case").annotate(count=Count("pk"))
        found = Case.objects.filter(pk=self.mine.case.pk).values_list(
            Coalesce(Subquery(visits.values("count")), 0),
            Exists(Rating.objects.filter(**here, matter="", party_id__in=own)),
            Exists(Urge.objects.filter(**here, on=clock.today())),
        )
        return Counted(*found.get())

    @property
    def urgeable(self) -> bool:
        """Whether somebody other than the reader has it."""
        case = self.mine.case
        return case.submitted_at is not None and case.holder in URGEABLE

    @cached_property
    def telling(self) -> Telling:
        rows = Rows(
            parties=self.mine.parties,
            corrections=self.corrections,
            undertakings=self.undertakings,
            tasks=self.tasks,
            results=self.results,
            apology=self.apology,
            bill=self.bill,
            rated=self.counted.rated,
        )
        roles, owner = self.mine.roles, self.mine.owner
        return tell(
            scene_of(self.mine.case, rows, roles=roles, owner=owner, unsigned=self.mine.unsigned_names())
        )


def page_of(follow: Following) -> dict[str, Any]:
    """Everything the case page shows besides the timeline."""
    case = follow.mine.case
    rows = picture.rows_of(follow.tasks, follow.mine)
    nodes, edges = picture.graph_of(follow.tasks, follow.mine) if rows else ([], [])
    return {
        "mine": follow.mine,
        "follow": follow,
        "case": case,
        "name": pick(case.name),
        "telling": follow.telling,
        "act_url": act_url(follow),
        "station": STATIONS.get(case.state, ""),
        "finished": case.state in (S.DELIVERED, S.ARCHIVED) and follow.counted.rated,
        "facts": facts(follow.mine, follow.tasks, follow.counted.visits) if case.number else [],
        "rows": rows,
        "nodes": nodes,
        "edges": edges,
        "departments": len({task.department_id for task in follow.tasks}),
        "now": clock.now(),
        "promise": case.promised_due_at,
        "spans": picture.spans(follow.mine) if rows else None,
        "papers": paper_rows(follow),
        "results": result_rows(follow),
        "thread": thread_of(follow.mine) if case.submitted_at else [],
        "usual": usual_words(case) if case.submitted_at and case.decided_at is None else "",
        "urgeable": follow.urgeable,
        "urged_today": follow.urgeable and follow.counted.urged_today,
        "withdrawable": case.state in WITHDRAWABLE,
        "rateable": case.state in RATEABLE and not follow.counted.rated and bool(follow.mine.roles),
        "judged": follow.counted.rated,
        "live": case.state in LIVE,
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
        "pay": "bill",
    }
    if act == "collect":
        return "#results"
    return reverse(f"portal:{pages[act]}", kwargs={"reference": mine.reference}) if act else ""


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
