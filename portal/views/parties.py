"""Those who take part: asked by the applicant, confirming on their own phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import note_person
from accounts.models import Person, User
from accounts.selectors import organisation_by_reference
from cases.actions import (
    Invitee,
    confirm_party,
    decline_party,
    invite_by_link,
    remind_party,
    take_back_invitation,
)
from cases.models import Party
from core.errors import BadInput, DomainError, NotAllowed, NotFound, Stale
from core.http import reads, writes
from core.identity import is_citizen_id
from core.text import pick
from portal.citizen import deal, seats
from portal.citizen.acting import called
from portal.citizen.answers import by_group
from portal.citizen.drafts import Application, application
from portal.citizen.invitations import link_of
from portal.citizen.seats import shown_name
from portal.forms import InviteForm
from portal.views.common import case_url, of_case, see_other, with_status
from portal.views.guide import qr_svg

__all__ = ["confirm", "decline", "invite", "parties", "remind", "shown_name"]


@reads
@of_case
def parties(request: HttpRequest, mine: Application) -> HttpResponse:
    """Who takes part, what each still has to do, and a box to ask those who have not been asked."""
    if not (mine.open and mine.owner):
        return see_other(case_url("case", mine))
    return _page(request, mine, {})


def _page(request: HttpRequest, mine: Application, forms: dict[str, InviteForm]) -> HttpResponse:
    rows = [_with_link(row, forms) for row in seats.rows_of(mine)]
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "rows": rows,
        "joint": _joint_row(mine, forms),
        "errors": [_error(role, form) for role, form in forms.items()],
    }
    return render(request, "citizen/parties.html", context)


def _error(role: str, form: InviteForm) -> dict[str, str]:
    words = " ".join(str(text) for texts in form.errors.values() for text in texts)
    return {"name": role, "target": f"id_{role}-who", "message": words}


def _with_link(row: dict[str, Any], forms: dict[str, InviteForm]) -> dict[str, Any]:
    invitation = row["invitation"]
    link = link_of(invitation) if invitation and row["stage"] == seats.ASKED else ""
    form = forms.get(row["role"]) or InviteForm(prefix=row["role"])
    return {**row, "link": link, "qr": qr_svg(link) if link else "", "form": form}


def _joint_row(mine: Application, forms: dict[str, InviteForm]) -> dict[str, Any] | None:
    """Where a person applies, another may apply together with them: the other parent, a spouse."""
    first = mine.parties[0] if mine.parties else None
    if first is None or first.person_id is None or not seats.may_be_joined(mine):
        return None
    return {
        "name": pick(first.name),
        "role": first.role,
        "form": forms.get(f"{first.role}-joint") or InviteForm(prefix=f"{first.role}-joint"),
        "url": f"{case_url('invite', mine, role=first.role)}?joint=1",
    }


@writes
@require_POST
@of_case
def invite(request: HttpRequest, mine: Application, role: str) -> HttpResponse:
    """Makes a link into a role; whoever was named by number finds the application under their own cases."""
    joint = "joint" in request.GET and bool(mine.parties) and role == mine.first_role
    if not joint and role not in {row["role"] for row in seats.rows_of(mine)}:
        raise NotFound()
    prefix = f"{role}-joint" if joint else role
    form = InviteForm(request.POST, prefix=prefix)
    if not form.is_valid():
        return with_status(_page(request, mine, {prefix: form}), 422)
    try:
        whom = _whom(form.cleaned_data["name"], form.cleaned_data["who"], joint=joint)
        invite_by_link(mine.case, by=mine.actor, role=role, whom=whom)
    except (BadInput, NotAllowed) as error:
        form.add_error("who", str(error.detail or error.title))
        return with_status(_page(request, mine, {prefix: form}), 422)
    named = whom.name or (called(whom.holder) if whom.holder else form.cleaned_data["who"])
    messages.success(
        request,
        _("%(who)s was asked. Send them the link, or let them scan the picture.") % {"who": named},
    )
    return see_other(case_url("parties", mine))


def _whom(name: str, reference: str, *, joint: bool) -> Invitee:
    """A person or an organisation by number or account, or a name that waits for whoever bears it."""
    wanted = "".join(reference.split())
    if not wanted:
        return Invitee(name=name, joint=joint)
    if organisation := organisation_by_reference(wanted.upper()):
        return Invitee(name=name, organisation=organisation, joint=joint)
    return Invitee(name=name, person=_person(wanted), joint=joint)


def _person(wanted: str) -> Person:
    """By identity number, known here or not, or by account. Raises BadInput, in the same words for all."""
    if is_citizen_id(wanted.upper()):
        return note_person(wanted.upper())
    user = User.objects.select_related("person").filter(username=wanted, person__isnull=False).first()
    if user is None or user.person is None:
        raise BadInput(
            _("Nobody with this number or name is known here. Compare it, or ask them by name alone.")
        )
    return user.person


@writes
@require_POST
@of_case
def remind(request: HttpRequest, mine: Application, role: str) -> HttpResponse:
    """One more message to somebody whose signature is missing, once a day."""
    party = remind_party(mine.case, by=mine.actor, role=role)
    messages.success(request, _("%(who)s was reminded.") % {"who": shown_name(party)})
    return see_other(case_url("parties", mine))


@writes
@require_POST
@of_case
def uninvite(request: HttpRequest, mine: Application, role: str) -> HttpResponse:
    """Asks somebody no longer; the application does not wait for them any more."""
    take_back_invitation(mine.case, by=mine.actor, role=role)
    messages.success(request, _("Taken back. The application no longer waits for them."))
    return see_other(case_url("parties", mine))


@writes
@require_POST
@of_case
def decline(request: HttpRequest, mine: Application, role: str) -> HttpResponse:
    """Whoever was asked leaves; what they wrote is gone, and the applicant hears of it."""
    decline_party(mine.case, by=mine.actor, role=role)
    messages.success(
        request, _("You do not take part. What you filled in was taken out, and the applicant knows.")
    )
    return see_other("/cases/")


@writes
@of_case
def confirm(request: HttpRequest, mine: Application, role: str) -> HttpResponse:
    """The whole deal, what I state in my own words, and my signature under it."""
    party = next((one for one in mine.own_parties if one.role == role), None)
    if party is None:
        raise NotFound()
    if not mine.open:
        return see_other(case_url("case", mine))
    if request.method != "POST":
        return _confirm_page(request, mine, party)
    if request.POST.get("seen", "") not in ("", deal.fingerprint(mine, party)):
        return _confirm_page(request, mine, party, status=409)
    try:
        confirm_party(mine.case, by=mine.actor, role=role, expect=mine.case.version)
    except Stale:
        return _confirm_page(request, application(mine.actor, mine.reference), party, status=409)
    except DomainError as error:
        if error.status != 422:
            raise
        return _confirm_page(request, mine, party, errors=_errors(mine, error), status=422)
    messages.success(request, _("Confirmed and signed. Thank you."))
    return see_other(case_url("tasks", mine))


def _confirm_page(
    request: HttpRequest,
    mine: Application,
    party: Party,
    *,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page to sign; 409 says that it was changed while it was read."""
    context = {
        "mine": mine,
        "party": party,
        "role": pick(party.name),
        "name": pick(mine.case.name),
        "people": deal.people(mine),
        "terms": deal.terms(mine),
        "agreed": deal.agreed(mine, party),
        "open_points": deal.open_points(mine, party),
        "groups": by_group(mine, changeable=True),
        "applicant": shown_name(mine.parties[0]),
        "may_decline": party.role != mine.first_role,
        "seen": deal.fingerprint(mine, party),
        "changed": status == 409,
        "errors": errors or [],
    }
    return render(request, "citizen/confirm.html", context, status=status)


def _errors(mine: Application, error: DomainError) -> list[dict[str, str]]:
    elements = mine.composition.errand.sources.elements
    groups = {row.element: group.key for group in mine.groups for row in group.fields}
    return [
        {
            "message": _("%(name)s: %(words)s")
            % {"name": pick(elements[item["element"]]["name"]), "words": item["reason"]},
            "url": _where(mine, groups.get(item["element"], "")),
        }
        for item in error.errors
        if item.get("element") in elements
    ]


def _where(mine: Application, group: str) -> str:
    return f"{case_url('question', mine, group=group)}?back=1" if group else ""
