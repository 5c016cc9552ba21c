"""Somebody comes to the counter: choose the errand, name the people, fill in, hand in, submit."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.channel_selectors import own_channel
from accounts.channels import AccessChannel
from accounts.models import ServicePoint
from cases.actions import (
    answer_form,
    attach_material,
    confirm_party,
    draft_case,
    invite_party,
    name_party,
    submit_case,
)
from cases.models import Case
from cases.policies import ACCEPTING_ROLES
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION, CaseState, Channel
from core.acts import envelope
from core.errors import BadInput, DomainError, NotAllowed
from core.http import reads, writes
from core.values import present
from documents.receiving import receive
from matters.models import Handbook, OneThingVersion
from matters.selectors import handbook_in_force, one_thing_in_force
from windows.views.choosing import errands_found
from windows.views.common import actor_of, expected, in_the_hall, of_the_hall, show, to_case
from windows.views.filling import (
    errand_page,
    fill_page,
    party_specs,
    situation_from,
    values_from,
)

DRAFTS = 6


def _must_take_in(request: HttpRequest) -> None:
    if actor_of(request).role not in ACCEPTING_ROLES:
        raise NotAllowed(_("Applications are taken in by a clerk at a window."))


@reads
@in_the_hall
def choose(request: HttpRequest) -> HttpResponse:
    """Find the errand the visitor states."""
    _must_take_in(request)
    q = request.GET.get("q", "").strip()[:60]
    return show(request, "choose", {"q": q, "drafts": _begun(request), **errands_found(q)})


def _begun(request: HttpRequest) -> list[Case]:
    """What this clerk began and has not submitted, the latest first."""
    actor = actor_of(request)
    mine = Case.objects.visible_to(actor).filter(state=CaseState.DRAFT, created_by_id=actor.user_id)
    return list(mine.prefetch_related("parties__person", "parties__organisation").order_by("-id")[:DRAFTS])


@writes
@in_the_hall
def begin(request: HttpRequest, code: str) -> HttpResponseBase:
    """The situation and the people; a draft of the window comes of it."""
    _must_take_in(request)
    errand = _errand(code)
    if request.method != "POST":
        return show(request, "begin", errand_page(request, errand))
    try:
        case = _draft(request, errand)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        page = errand_page(request, errand, error=error)
        return show(request, "begin", page, status=error.status)
    return to_case("fill", case)


def _errand(code: str) -> OneThingVersion | Handbook:
    return one_thing_in_force(code) if code.startswith("OT") else handbook_in_force(code)


def _draft(request: HttpRequest, errand: OneThingVersion | Handbook) -> Case:
    actor = actor_of(request)
    hall = present(actor.service_point_id, "the hall")
    return draft_case(
        errand,
        by=actor,
        service_point=ServicePoint.objects.select_related("area").get(pk=hall),
        channel=Channel.WINDOW,
        situation=situation_from(request, errand),
        parties=party_specs(request, errand),
        came_through=own_channel(AccessChannel.Kind.COUNTER),
        language="en" if (get_language() or "").startswith("en") else "zh",
    )


@writes
@of_the_hall
def fill(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The whole form on one page; saving keeps everything, doubtful values too."""
    if request.method != "POST":
        return show(request, "fill", fill_page(request, case))
    return _do(request, case, _save)


def _save(request: HttpRequest, case: Case) -> HttpResponseRedirect:
    answer_form(
        case,
        by=actor_of(request),
        form=values_from(request, case),
        situation=situation_from(request, case.errand) or None,
    )
    if request.POST.get("then") == "submit":
        return _submit(request, case)
    messages.success(request, _("Saved."))
    return to_case("fill", case)


def _submit(request: HttpRequest, case: Case) -> HttpResponseRedirect:
    done = submit_case(case, by=actor_of(request))
    messages.success(request, _("Received; case number %(number)s.") % {"number": done.number})
    return to_case("case", case)


@writes
@of_the_hall
def submit(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Hand the application in."""
    return _do(request, case, _submit)


@writes
@of_the_hall
def upload(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Scanned or photographed pages of one material."""
    return _do(request, case, _upload)


def _upload(request: HttpRequest, case: Case) -> HttpResponseRedirect:
    attach = partial(attach_material, case, material=request.POST.get("material", ""))
    if problems := receive(request, actor_of(request), attach):
        raise BadInput(" ".join(problems), code="file_refused")
    return to_case("fill", case)


@writes
@of_the_hall
def seat(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Name who fills a role."""
    return _do(request, case, _seat)


def _seat(request: HttpRequest, case: Case) -> HttpResponseRedirect:
    for spec in party_specs(request, case.errand):
        invite_party(
            case, by=actor_of(request), role=spec.role, person=spec.person, organisation=spec.organisation
        )
    return to_case("fill", case)


@writes
@of_the_hall
def confirm(request: HttpRequest, case: Case) -> HttpResponseBase:
    """A party whose identity was checked at this counter gets its name, and confirms where it has to."""
    return _do(request, case, _confirm)


def _confirm(request: HttpRequest, case: Case) -> HttpResponseRedirect:
    if not request.POST.get("identified"):
        raise BadInput(_("Say that you have checked who stands before you."))
    by, role = actor_of(request), request.POST.get("role", "")
    party = next((party for party in parties_of(case) if party.role == role), None)
    name, version = request.POST.get("name", "").strip(), expected(request)
    with envelope():
        if name:
            name_party(case, by=by, role=role, name=name, expect=version)
        if (party is None or party.signs) and case.state in BEFORE_SUBMISSION:
            confirm_party(case, by=by, role=role, expect=None if name else version)
    messages.success(request, _("Recorded: identified at this counter."))
    return to_case("fill" if case.state == CaseState.DRAFT else "case", case)


def _do(request: HttpRequest, case: Case, act: Any) -> HttpResponseBase:
    """Perform an act of the counter; what does not go through comes back with everything typed."""
    try:
        return act(request, case)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        fresh = Case.objects.select_related("service_point", "chain", "one_thing_version").get(pk=case.pk)
        return show(request, "fill", fill_page(request, fresh, error=error), status=error.status)
