"""A later document of somebody known already, linked under supervision."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import link_document
from accounts.actions.link_document import LINKING_ROLES
from accounts.models import Person
from accounts.selectors import person_by_reference
from core.errors import BadInput, DomainError, NotAllowed
from core.http import View, writes
from core.identity import mask_id, mask_name
from core.text import pick
from ledger.access import look
from supervision.views.common import actor_of_request

BOXES = ("known_number", "kind", "number", "reason")
LOOK_REASON = "linking a document"


def linking(view: View) -> View:
    """For those who may link documents; NotAllowed for anybody else who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of_request(request)
        if actor.user_id is None:
            return redirect_to_login(request.get_full_path())
        if actor.role not in LINKING_ROLES:
            raise NotAllowed(gettext_lazy("Documents are linked to a person by supervision."))
        return view(request, *args, **kwargs)

    return guarded


@writes
@linking
def documents(request: HttpRequest) -> HttpResponse:
    """Who it is, the new document, what shows it; the masked name is confirmed before anything is kept."""
    typed = {name: request.POST.get(name, "").strip() for name in BOXES}
    if request.method != "POST":
        return _page(request, typed)
    try:
        person = _known(request, typed)
        if request.POST.get("confirmed") != str(person.pk):
            return _page(request, typed, person=person)
        link_document(
            person,
            by=actor_of_request(request),
            kind=typed["kind"],
            number=typed["number"],
            reason=typed["reason"],
        )
    except DomainError as error:
        return _page(request, typed, error=error)
    messages.success(request, _("Linked. They are known under both numbers from now on."))
    return HttpResponseRedirect(reverse("supervision:documents"), status=303)


def _known(request: HttpRequest, typed: dict[str, str]) -> Person:
    """The person under the number they are known by; the look at their name is written down."""
    person = person_by_reference(typed["known_number"])
    if person is None:
        raise BadInput(_("Nobody is known under this number."), errors=[{"field": "known_number"}])
    look(actor_of_request(request), person, ["name"], LOOK_REASON, person_ids=[person.pk])
    return person


def _page(
    request: HttpRequest,
    typed: dict[str, str],
    *,
    person: Person | None = None,
    error: DomainError | None = None,
) -> HttpResponse:
    kinds = [choice for choice in Person.IdKind.choices if choice[0] != Person.IdKind.NONE_YET]
    found = {"name": mask_name(pick(person.name)), "pk": person.pk} if person else None
    context = {
        "typed": typed,
        "kinds": kinds,
        "found": found,
        "new_number": mask_id(typed["number"]),
        "error": error,
    }
    return render(request, "supervision/documents.html", context, status=error.status if error else 200)
