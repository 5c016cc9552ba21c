"""What whoever got a link sees: what it is for, and after signing in whether it is for them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.actions import accept_invitation, decline_invitation
from cases.models import Invitation
from cases.policies import owns
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core import clock
from core.errors import NotAllowed
from core.http import writes
from core.text import pick
from portal.citizen.acting import called
from portal.citizen.drafts import ROLES_HERE
from portal.citizen.invitations import Candidate, candidates, invitation_behind
from portal.citizen.notice import note_shown, notice_to_show
from portal.citizen.seats import shown_name
from portal.views.common import actor_of_request, see_other

OPEN, MINE, TAKEN, OVER, OTHER, ANONYMOUS = "open", "mine", "taken", "over", "other", "anonymous"


@writes
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The errand and the role, and nothing about anybody, until the one that was asked has signed in."""
    asked = invitation_behind(token)
    actor = actor_of_request(request)
    meant = candidates(actor, asked) if actor.user_id and actor.role in ROLES_HERE else []
    if request.method == "POST":
        return _answer(request, asked, meant)
    stage = _stage(request, asked, meant)
    if stage == TAKEN:
        return see_other(reverse("portal:tasks", args=[asked.case.public_id]))
    context = {
        "stage": stage,
        "name": pick(asked.case.name),
        "role": _role(asked),
        "sign_in": f"{reverse('portal:sign-in')}?next={request.path}",
        "expires_at": asked.expires_at,
        **(_details(request, asked, meant) if stage == OPEN else {}),
    }
    return render(request, "citizen/invitation.html", context)


def _stage(request: HttpRequest, asked: Invitation, meant: list[Candidate]) -> str:
    """What the page says. Whoever is not meant learns only that."""
    actor = actor_of_request(request)
    if actor.user_id is None:
        return ANONYMOUS if _lasts(asked) else OVER
    if owns(actor, asked.case, parties_of(asked.case)):
        return MINE
    if not meant:
        return OTHER
    if asked.accepted_at:
        return TAKEN
    return OPEN if _lasts(asked) else OVER


def _lasts(asked: Invitation) -> bool:
    return asked.is_open(clock.now()) and asked.case.state in BEFORE_SUBMISSION


def _role(asked: Invitation) -> str:
    names = {party["role"]: pick(party["name"]) for party in asked.case.errand.record["parties"]}
    base = asked.role.rpartition("-")[0] if asked.joint else asked.role
    words = names.get(base, "")
    return _("%(role)s (jointly)") % {"role": words} if asked.joint else words


def _details(request: HttpRequest, asked: Invitation, meant: list[Candidate]) -> dict[str, Any]:
    """For the one that was asked: who asks, and as whom one may take part."""
    first = parties_of(asked.case)[0]
    return {
        "applicant": shown_name(first),
        "as_whom": [{"value": one.key, "label": called(one.holder)} for one in meant],
        "chosen": meant[0].key,
        "told": notice_to_show(request, actor_of_request(request)),
    }


def _answer(request: HttpRequest, asked: Invitation, meant: list[Candidate]) -> HttpResponse:
    actor = actor_of_request(request)
    wanted = request.POST.get("as_whom", "")
    chosen = next((one for one in meant if one.key == wanted), meant[0] if meant else None)
    if chosen is None:
        raise NotAllowed(_("This invitation is for somebody else."), code="not_invited")
    if request.POST.get("answer") == "decline":
        decline_invitation(asked, by=actor, holder=chosen.holder)
        messages.success(request, _("You declined. The applicant knows."))
        return see_other("/cases/")
    if not note_shown(request, actor):
        return see_other(request.path)
    accept_invitation(asked, by=actor, holder=chosen.holder)
    messages.success(request, _("You take part now. State what is yours, look at the rest, then sign."))
    return see_other(reverse("portal:tasks", args=[asked.case.public_id]))
