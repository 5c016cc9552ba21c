"""Files and papers of a case for the staff who may see it: pictures of pages, originals, papers."""

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from accounts.actor import Actor
from accounts.models import Role
from approvals.desk.views.common import actor_of_request
from approvals.models import Round
from approvals.policies import cases_visible_to, tasks_visible_to
from cases.models import Case, CaseMaterial
from cases.policies import ACCEPTING_ROLES, DEPARTMENT_ROLES
from cases.selectors import parties_of, people_among
from core.errors import NotFound
from core.http import reads
from documents.models import Paper
from documents.serving import serve, serve_own, serve_preview
from documents.states import Scan
from ledger.access import look

STAFF = frozenset({Role.CLERK, Role.EXIT_CLERK, Role.CHIEF, Role.REVIEWER, Role.SUPERVISOR, Role.AUDITOR})
LOOK_REASON = "reading the file at work"
LARGE, SMALL = 1000, 96


@reads
def preview(request: HttpRequest, reference: str, file: int, page: int) -> HttpResponseBase:
    """One page of a file as a picture; `?small=1` for the margin. Only what the safety check passed."""
    actor = actor_of_request(request)
    if actor.user_id is None:
        return redirect_to_login(request.get_full_path())
    row = _file(actor, _case(actor, reference), file)
    if row.file.scan != Scan.CLEAN:
        raise NotFound()
    if "small" in request.GET:
        return serve_preview(row.file, page, width=SMALL)
    _note(actor, row.case, f"{row.material} page {page}")
    return serve_preview(row.file, page, width=LARGE)


@reads
def file(request: HttpRequest, reference: str, file: int) -> HttpResponseBase:
    """The original, to be kept on the officer's own machine: never opened in the browser."""
    actor = actor_of_request(request)
    if actor.user_id is None:
        return redirect_to_login(request.get_full_path())
    row = _file(actor, _case(actor, reference), file)
    if row.file.scan in (Scan.INFECTED, Scan.UNREADABLE):
        raise NotFound()
    _note(actor, row.case, f"{row.material} original")
    return serve(row.file)


@reads
def paper(request: HttpRequest, reference: str, public_id: UUID) -> HttpResponseBase:
    """A receipt, notice or decision that the product wrote."""
    actor = actor_of_request(request)
    if actor.user_id is None:
        return redirect_to_login(request.get_full_path())
    case = _case(actor, reference)
    found = Paper.objects.filter(chain_id=case.chain_id, public_id=public_id).select_related("file").first()
    if found is None:
        raise NotFound()
    _note(actor, case, f"paper {found.kind}")
    return serve_own(found.file)


def _note(actor: Actor, case: Case, what: str) -> None:
    """Writes the look down beside everybody it concerns, before anything leaves (C16.1)."""
    look(actor, case, [what], LOOK_REASON, person_ids=people_among(parties_of(case)))


def _case(actor: Actor, reference: str) -> Case:
    """A case that this member of staff may see. Raises NotFound."""
    if actor.role not in STAFF:
        raise NotFound()
    case = cases_visible_to(actor).by_reference(reference).first()
    if case is None:
        raise NotFound()
    return case


def _file(actor: Actor, case: Case, key: int) -> CaseMaterial:
    """A file of the case, for a department one of its own matters' only. Raises NotFound."""
    if actor.role not in DEPARTMENT_ROLES | ACCEPTING_ROLES:
        raise NotFound()
    rows = CaseMaterial.objects.filter(case=case, pk=key, replaced_at__isnull=True)
    if actor.role in DEPARTMENT_ROLES:
        rows = rows.filter(material__in=_materials_of_department(actor, case))
    row = rows.select_related("file", "case").first()
    if row is None:
        raise NotFound()
    return row


def _materials_of_department(actor: Actor, case: Case) -> set[str]:
    """The materials that the department's matters need, as the rounds' plans say."""
    own = set(tasks_visible_to(actor).filter(case=case).values_list("matter", flat=True))
    plans = Round.objects.filter(case=case).values_list("plan", flat=True)
    return {
        line["material"]
        for plan in plans
        for entry in plan["tasks"]
        if entry["matter"] in own
        for line in entry["materials"]
    }
