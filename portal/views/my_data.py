"""My data (C-16): what is kept about me, who looked at it, what I agreed to, where I am signed in."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import Wishes, note_notice, update_profile, withdraw_consent
from accounts.assurance import Level
from accounts.consents import was_told
from accounts.models import Person
from accounts.privacy import Profile
from cases.actions import erase_draft
from core.errors import NotFound
from core.http import View, reads, writes
from core.identity import mask_mobile
from core.text import pick
from portal.citizen.drafts import application
from portal.citizen.looks import look_rows, looks_of
from portal.citizen.my_data import consent_rows, draft_rows, session_rows
from portal.citizen.words import LOCALES
from portal.context import MODE_COOKIE
from portal.device import keeps_here
from portal.navigation import address
from portal.profile_form import ProfileForm
from portal.views.account import A_YEAR
from portal.views.common import actor_of_request, see_other, signed_in, with_status

PER_PAGE, NEWEST = 60, 3


def of_citizen(view: View) -> View:
    """For people about themselves; staff at work have no data of their own here."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not actor_of_request(request).is_citizen:
            raise NotFound()
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def person_id_of(request: HttpRequest) -> int:
    """Whose data it is; `of_citizen` has looked that there is somebody."""
    return actor_of_request(request).person_id or 0


@reads
@of_citizen
def overview(request: HttpRequest) -> HttpResponse:
    """Everything on one page, each with the way to more of it."""
    person = Person.objects.get(pk=person_id_of(request))
    actor = actor_of_request(request)
    context = {
        "facts": [
            {"label": _("Name"), "value": pick(person.name)},
            {"label": Person.IdKind(person.id_kind).label, "value": _short(person.id_number)},
            {"label": _("Telephone"), "value": mask_mobile(_mobile(person)) or _("none")},
            {"label": _("This sign-in"), "value": Level(actor.assurance).label},
        ],
        "mandates_url": address("portal:mandates"),
        "certificates_url": address("portal:certificates"),
        "looks": look_rows(looks_of(actor, own=False)[:PER_PAGE])[:NEWEST],
        "consents": len(consent_rows(person.pk)),
        "sessions": len(session_rows(actor.user_id or 0, request.session.session_key)),
        "drafts": draft_rows(actor),
        "keeps": keeps_here(request),
        "told": was_told(person.pk),
        "version": settings.PRIVACY_NOTICE_VERSION,
    }
    return render(request, "citizen/my_data.html", context)


def _short(number: str) -> str:
    """Enough to know one's own number by, never broken over two lines."""
    return f"{number[:3]}…{number[-4:]}" if number else _("none")


def _mobile(person: Person) -> str:
    profile = Profile.objects.filter(person=person).first()
    return (profile.mobile if profile else "") or person.mobile


@writes
@of_citizen
def profile(request: HttpRequest) -> HttpResponse:
    """How I want to be spoken to and reached; the mode holds in this browser at once."""
    row = Profile.objects.filter(person_id=person_id_of(request)).first() or Profile()
    if request.method != "POST":
        return _profile_page(request, ProfileForm(initial={**vars(row)}))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return with_status(_profile_page(request, form), 422)
    wishes = Wishes(**form.cleaned_data)
    update_profile(person_id_of(request), by=actor_of_request(request), wishes=wishes)
    messages.success(request, _("Kept. It holds for everything we write to you from now on."))
    response = see_other(reverse("portal:my-data"))
    response.set_cookie(MODE_COOKIE, wishes.mode, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, LOCALES[wishes.language], max_age=A_YEAR, samesite="Lax"
    )
    return response


def _profile_page(request: HttpRequest, form: ProfileForm) -> HttpResponse:
    person = Person.objects.get(pk=person_id_of(request))
    errors = [{"message": text, "name": name} for name, texts in form.errors.items() for text in texts]
    context = {"form": form, "errors": errors, "registered": mask_mobile(person.mobile)}
    return render(request, "citizen/my_profile.html", context)


@reads
@of_citizen
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked at my data, when, in which post and why (Personal Information Protection Law art. 44)."""
    own = request.GET.get("own") == "1"
    page = Paginator(looks_of(actor_of_request(request), own=own), PER_PAGE).get_page(request.GET.get("page"))
    keep = "own=1&" if own else ""
    context = {
        "rows": look_rows(page.object_list),
        "own": own,
        "count": page.paginator.count,
        "previous_url": f"?{keep}page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?{keep}page={page.number + 1}" if page.has_next() else "",
    }
    return render(request, "citizen/my_looks.html", context)


@writes
@of_citizen
def consents(request: HttpRequest) -> HttpResponse:
    """What I agreed to; taking it back is one press (PIPL art. 15)."""
    if request.method == "POST":
        elements = request.POST.get("elements", "").split()
        withdraw_consent(person_id_of(request), by=actor_of_request(request), elements=elements)
        messages.success(
            request,
            _("Taken back. New applications neither ask for it nor fetch it before you agree again."),
        )
        return see_other(reverse("portal:my-consents"))
    rows = consent_rows(person_id_of(request))
    return render(request, "citizen/my_consents.html", {"rows": rows})


@reads
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; staff see theirs here as well."""
    rows = session_rows(actor_of_request(request).user_id or 0, request.session.session_key)
    return render(request, "citizen/my_sessions.html", {"rows": rows})


@writes
@require_POST
@signed_in
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Ends the named session, or all but this one: there the next press asks to sign in."""
    mine = UserSession.objects.filter(user_id=actor_of_request(request).user_id)
    others = mine.exclude(session_key=request.session.session_key)
    number = request.POST.get("session", "")
    if number:
        others = others.filter(pk=number if number.isdecimal() else 0)
        get_object_or_404(others)
    for row in others:
        row.end()
    messages.success(
        request, _("Ended. If you did not know that device, please change your password as well.")
    )
    return see_other(reverse("portal:my-sessions"))


@writes
@require_POST
@of_citizen
def erase(request: HttpRequest, reference: str) -> HttpResponse:
    """Deletes a draft with everything that was written in it."""
    mine = application(actor_of_request(request), reference)
    erase_draft(mine.case, by=mine.actor)
    messages.success(request, _("The draft and everything in it is deleted."))
    return see_other(reverse("portal:my-data"))


def _after_privacy(request: HttpRequest) -> str:
    """The page that waited for it, if it is one of ours."""
    after = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    return after if ours else reverse("portal:my-data")


@writes
def privacy(request: HttpRequest) -> HttpResponse:
    """How personal data are processed; whoever is signed in can confirm that they were told."""
    actor = actor_of_request(request)
    if request.method == "POST":
        if actor.is_citizen:
            note_notice(person_id_of(request), by=actor)
        return see_other(_after_privacy(request) if actor.is_citizen else reverse("portal:privacy"))
    context = {
        "version": settings.PRIVACY_NOTICE_VERSION,
        "to_confirm": actor.is_citizen and not was_told(person_id_of(request)),
    }
    return render(request, "citizen/privacy.html", context)
