"""Bad grades in the hands of those who handled that part: read without the author, answered once."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import Actor
from accounts.models import Role
from cases.actions import answer_rating
from cases.judging import tags_of
from cases.models import Case, Referral
from cases.policies import HANDING_OUT_ROLES
from core import clock
from core.errors import NotAllowed, NotFound
from core.http import View, reads, writes
from core.identity import mask_name
from core.text import pick
from core.values import present
from ledger.access import look
from portal.judgement_form import GRADES
from portal.views.common import actor_of_request, see_other

MOST = 50
LOOK_REASON = "calling back the author of a bad grade"
LIST = "/judgements/"


def by_whoever_answers(view: View) -> View:
    """For reviewers and the hall's staff; signing in comes first, all others may not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of_request(request)
        if actor.user_id is None:
            return redirect_to_login(request.get_full_path())
        if actor.role not in {Role.REVIEWER, *HANDING_OUT_ROLES}:
            raise NotAllowed(_("Judgements are answered by those who handled the part."))
        return view(request, *args, **kwargs)

    return guarded


def referred_to(actor: Actor) -> QuerySet[Referral]:
    """The bad grades of the actor's department or hall."""
    rows = Referral.objects.select_related("rating__case", "rating__party__person")
    if actor.role == Role.REVIEWER:
        return rows.filter(department_id=present(actor.department_id, "the department"))
    return rows.filter(service_point_id=actor.service_point_id)


@reads
@by_whoever_answers
def judgements(request: HttpRequest) -> HttpResponse:
    """What was not right, in the author's words, without the author."""
    return _list(request)


def _list(request: HttpRequest, author: dict[str, Any] | None = None) -> HttpResponse:
    rows = referred_to(actor_of_request(request))
    waiting = rows.filter(answered_at__isnull=True).order_by("due_at")
    answered = rows.filter(answered_at__isnull=False).order_by("-answered_at")
    found = [*waiting[:MOST], *answered[:MOST]]
    context = {
        "rows": [_row(referral) for referral in found[:MOST]],
        "waiting": waiting.count(),
        "author": author,
    }
    return render(request, "citizen/judgements.html", context)


def _row(referral: Referral) -> dict[str, Any]:
    rating = referral.rating
    names = {tag.code: pick(tag.name) for tag in tags_of(rating.grade)}
    return {
        "key": referral.pk,
        "grade": str(dict(GRADES)[rating.grade]),
        "tags": [names[code] for code in rating.tags if code in names],
        "words": rating.words,
        "about": _about(rating.case, rating.matter),
        "at": rating.rated_at,
        "due": referral.due_at,
        "late": referral.answered_at is None and referral.due_at < clock.now(),
        "answer": referral.answer,
        "answered_at": referral.answered_at,
    }


def _about(case: Case, matter: str) -> str:
    return f"{pick(case.name)} · {matter}" if matter else pick(case.name)


def _own(request: HttpRequest, key: int) -> Referral:
    found = referred_to(actor_of_request(request)).filter(pk=key).first()
    if found is None:
        raise NotFound()
    return found


@writes
@require_POST
@by_whoever_answers
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Says what was put right; the author reads it."""
    answer_rating(_own(request, key), by=actor_of_request(request), words=request.POST.get("words", ""))
    messages.success(request, _("Answered. The author is told and reads it on the case's page."))
    return see_other(LIST)


@writes
@require_POST
@by_whoever_answers
def author(request: HttpRequest, key: int) -> HttpResponse:
    """Who wrote it, to call back: the look is on record, and the author can read who looked."""
    referral = _own(request, key)
    person, case = referral.rating.party.person, referral.rating.case
    whose = [person.pk if person else None]
    look(actor_of_request(request), case, ["author of a judgement"], LOOK_REASON, person_ids=whose)
    shown = {
        "key": referral.pk,
        "number": case.number,
        "name": mask_name(pick(person.name, "zh")) if person else "",
        "mobile": person.mobile if person else "",
    }
    return _list(request, shown)
