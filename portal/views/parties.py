"""Those who take part: asked by the applicant, confirming on their own phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Organisation, Person, User
from accounts.selectors import organisation_by_reference, person_by_reference
from cases.actions import confirm_party, invite_party
from cases.models import Party
from core.errors import BadInput, DomainError, NotFound
from core.http import reads, writes
from core.identity import mask_name
from core.text import pick
from portal.citizen import words
from portal.citizen.answers import by_group
from portal.citizen.drafts import Application
from portal.forms import InviteForm
from portal.views.common import case_url, of_case, see_other, with_status


@reads
@of_case
def parties(request: HttpRequest, mine: Application) -> HttpResponse:
    """Who takes part, who has signed, and a box to ask those who have not been asked."""
    if not (mine.open and mine.owner):
        return see_other(case_url("case", mine))
    return _page(request, mine, {})


def _page(request: HttpRequest, mine: Application, forms: dict[str, InviteForm]) -> HttpResponse:
    seated = {party.role: party for party in mine.parties}
    rows = [
        _row(mine, role, seated.get(role["role"]), forms.get(role["role"])) for role in mine.needed_roles()
    ]
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "rows": rows,
        "errors": [
            {
                "name": row["role"],
                "target": f"who-{row['role']}",
                "message": " ".join(row["form"].errors.get("who", [])),
            }
            for row in rows
            if row["form"].errors
        ],
    }
    return render(request, "citizen/parties.html", context)


def _row(mine: Application, role: Any, party: Party | None, form: InviteForm | None) -> dict[str, Any]:
    elements = mine.composition.errand.sources.elements
    return {
        "role": role["role"],
        "name": pick(role["name"]),
        "who": shown_name(party) if party else "",
        "confirmed_at": party.confirmed_at if party else None,
        "asked": party is not None,
        "states": words.joined(pick(elements[code]["name"]) for code in role["states"] if code in elements),
        "organisation": "person" not in role["kinds"],
        "form": form or InviteForm(prefix=role["role"]),
        "url": case_url("invite", mine, role=role["role"]),
    }


def shown_name(party: Party) -> str:
    """A person masked, an organisation by its public name."""
    if party.organisation:
        return pick(party.organisation.name)
    return mask_name(pick(party.person.name)) if party.person else ""


@writes
@require_POST
@of_case
def invite(request: HttpRequest, mine: Application, role: str) -> HttpResponse:
    """Seats somebody in a role; they find the application under their own cases."""
    if role not in {one["role"] for one in mine.needed_roles()}:
        raise NotFound()
    form = InviteForm(request.POST, prefix=role)
    if not form.is_valid():
        return with_status(_page(request, mine, {role: form}), 422)
    try:
        person, organisation = _whom(form.cleaned_data["who"])
        party = invite_party(mine.case, by=mine.actor, role=role, person=person, organisation=organisation)
    except BadInput as error:
        form.add_error("who", str(error.detail or error.title))
        return with_status(_page(request, mine, {role: form}), 422)
    messages.success(
        request, _("%(who)s was asked and finds this under their own cases.") % {"who": shown_name(party)}
    )
    return see_other(case_url("parties", mine))


def _whom(reference: str) -> tuple[Person | None, Organisation | None]:
    """A person or an organisation by number or account. Raises BadInput, in the same words for all."""
    wanted = "".join(reference.split())
    if organisation := organisation_by_reference(wanted.upper()):
        return None, organisation
    person = person_by_reference(wanted.upper())
    if person is None:
        user = User.objects.select_related("person").filter(username=wanted, person__isnull=False).first()
        person = user.person if user else None
    if person is None:
        raise BadInput(
            _("Nobody with this number or name is known here. Compare it, or let them confirm at the window.")
        )
    return person, None


@writes
@of_case
def confirm(request: HttpRequest, mine: Application, role: str) -> HttpResponse:
    """What I state, in my own words, and my signature under it."""
    party = next((one for one in mine.own_parties if one.role == role), None)
    if party is None:
        raise NotFound()
    if not mine.open:
        return see_other(case_url("case", mine))
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            confirm_party(mine.case, by=mine.actor, role=role)
        except DomainError as error:
            if error.status != 422:
                raise
            errors = _errors(mine, error)
        else:
            messages.success(request, _("Confirmed and signed. Thank you."))
            return see_other(case_url("tasks", mine))
    context = {
        "mine": mine,
        "party": party,
        "role": pick(party.name),
        "name": pick(mine.case.name),
        "groups": by_group(mine, changeable=True),
        "applicant": shown_name(mine.parties[0]),
        "errors": errors,
    }
    return render(request, "citizen/confirm.html", context, status=422 if errors else 200)


def _errors(mine: Application, error: DomainError) -> list[dict[str, str]]:
    elements = mine.composition.errand.sources.elements
    groups = {row.element: group.key for group in mine.groups for row in group.fields}
    return [
        {
            "message": _("%(name)s: %(words)s")
            % {"name": pick(elements[item["element"]]["name"]), "words": item["reason"]},
            "url": f"{case_url('question', mine, group=groups[item['element']])}?back=1",
        }
        for item in error.errors
        if item.get("element") in groups
    ]
