"""Who may act for me, and for whom I may act: given, taken up and ended here."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import Terms, accept_mandate, give_mandate, revoke_mandate
from accounts.models import Mandate, User
from accounts.policies import is_principal
from cases.names import same_name
from core import clock
from core.errors import BadInput, NotFound
from core.http import reads, writes
from portal.citizen import mandates as shown
from portal.citizen.drafts import ROLES_HERE
from portal.forms import MandateForm
from portal.views.common import actor_of_request, see_other, signed_in, with_status

USUAL_DAYS = 365


@reads
@signed_in
def mandates(request: HttpRequest) -> HttpResponse:
    """Given and received, the newest first."""
    actor = actor_of_request(request)
    if actor.role not in ROLES_HERE:
        raise NotFound()
    context = {
        "given": shown.given_by(actor),
        "received": shown.received_by(actor),
        "may_give": bool(shown.principals(actor)),
    }
    return render(request, "citizen/mandates.html", context)


@writes
@signed_in
def give(request: HttpRequest) -> HttpResponse:
    """Whom, for what, until when."""
    actor = actor_of_request(request)
    if actor.role or not shown.principals(actor):
        raise NotFound()
    form = _form(request)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return with_status(_page(request, form), 422)
    try:
        _give(request, form.cleaned_data)
    except BadInput as error:
        field = next((item["field"] for item in error.errors if "field" in item), "agent_number")
        form.add_error(field, str(error.detail or error.title))
        return with_status(_page(request, form), 422)
    messages.success(request, _("Given. They were told, and have to take it up before it counts."))
    return see_other(reverse("portal:mandates"))


def _form(request: HttpRequest) -> MandateForm:
    today = clock.today()
    until = today + timedelta(days=USUAL_DAYS)
    usual = {"valid_from": today.isoformat(), "valid_to": until.isoformat()}
    principals = shown.principals(actor_of_request(request))
    return MandateForm(request.POST or None, initial=usual, principals=principals, scopes=shown.scopes())


def _page(request: HttpRequest, form: MandateForm) -> HttpResponse:
    typed = {name: form[name].value() or "" for name in form.fields}
    context: dict[str, Any] = {
        "form": form,
        "typed": {**typed, "principal": typed["principal"] or "me"},
        "principals": shown.principals(actor_of_request(request)),
        "scopes": shown.scopes(),
        "errors": [
            {"name": name, "target": f"f-{name}", "message": " ".join(map(str, texts))}
            for name, texts in form.errors.items()
        ],
    }
    return render(request, "citizen/mandate_new.html", context)


def _give(request: HttpRequest, data: dict[str, Any]) -> None:
    actor = actor_of_request(request)
    principal = shown.principal_of(actor, data["principal"])
    if principal is None:
        raise BadInput(_("Choose for whom."), errors=[{"field": "principal", "reason": ""}])
    terms = Terms(data["scope"], data["valid_from"], data["valid_to"])
    agent = _agent(data["agent_name"], data["agent_number"])
    give_mandate(principal, by=actor, agent=agent, terms=terms)


def _agent(name: str, reference: str) -> User:
    """The account of the one who is meant: name and number have to belong together.

    Raises BadInput in the same words whether nobody has the number or another name has it.
    """
    wanted = "".join(reference.split())
    accounts = User.objects.select_related("person").filter(is_active=True)
    user = (
        accounts.filter(person__id_number=wanted.upper()).first() or accounts.filter(username=wanted).first()
    )
    if user is None or (user.person and not same_name(name, user.person.name)):
        raise BadInput(
            _("Nobody of this name and number has an account here. Compare both, or let them sign in once.")
        )
    return user


@writes
@require_POST
@signed_in
def accept(request: HttpRequest, key: int) -> HttpResponse:
    """The agent takes it up."""
    accept_mandate(_own(request, key), by=actor_of_request(request))
    messages.success(request, _("Taken up. When you apply, you can choose for whom."))
    return see_other(reverse("portal:mandates"))


@writes
@require_POST
@signed_in
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Either of the two ends it."""
    revoke_mandate(_own(request, key), by=actor_of_request(request))
    messages.success(request, _("Ended. Nothing more can be done under this mandate."))
    return see_other(reverse("portal:mandates"))


def _own(request: HttpRequest, key: int) -> Mandate:
    """A mandate that concerns the reader. Raises NotFound for anybody else's."""
    actor = actor_of_request(request)
    mandate = Mandate.objects.filter(pk=key).first()
    if mandate is None:
        raise NotFound()
    gave = is_principal(actor, person_id=mandate.person_id, organisation_id=mandate.organisation_id)
    if not (gave or mandate.agent_id == actor.user_id):
        raise NotFound()
    return mandate
