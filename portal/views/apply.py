"""Begin an application and find one's way in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from cases.actions import PartySpec, answer_form
from cases.composing import MatterEnded
from cases.conditions import unmet_conditions, warning_of
from cases.models import Case, Party
from cases.rules import unanswered
from cases.states import BEFORE_SUBMISSION
from core.clock import today
from core.errors import NotFound
from core.http import reads, writes
from core.text import pick
from matters.composing import Composition
from matters.models import OneThingVersion
from portal.channels import came_through
from portal.citizen import tasklist
from portal.citizen.acting import Choice, choices, first_party
from portal.citizen.anonymous import address_of, begun_about, forget
from portal.citizen.beginning import begin_application
from portal.citizen.drafts import ROLES_HERE, Application, departments_of
from portal.citizen.guide import MATTER, ONE_THING, ended_matters, errand_of, guide_for, is_applicable
from portal.citizen.keeping import draft_reference, expires_soon, kept_until
from portal.citizen.notice import note_shown, notice_to_show
from portal.citizen.situations import Errand, as_parameters, given, question_rows, settle
from portal.views.anonymous import begin as anonymous_begin
from portal.views.common import (
    actor_of_request,
    case_url,
    new_key,
    of_case,
    once_pressed,
    see_other,
    with_status,
)


@writes
def start(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """What it will take; then a draft, once however often the button is pressed (C08.2).

    Nobody has to sign in to begin: until they do, it is kept under their session (C04.1).
    """
    if kind not in {ONE_THING, MATTER} or actor_of_request(request).role not in ROLES_HERE:
        raise NotFound()
    if request.method == "POST":
        if not note_shown(request, actor_of_request(request)):
            return see_other(_again(request, kind, code))
        if actor_of_request(request).user_id is None:
            return anonymous_begin(request, kind, code)
        return once_pressed(request, lambda: _begin(request, kind, code))
    guide = guide_for(kind, code, request.GET)
    settled = settle(guide.errand, given(request.GET))
    applicants = choices(actor_of_request(request), settled.composition)
    context = {
        "name": pick(guide.errand.name),
        "guide_url": reverse(f"portal:{kind}", args=[code]),
        "applicable": is_applicable(guide),
        "ended": ended_matters(settled.composition),
        "questions": question_rows(settled.composition.questions, settled.answers),
        "counts": guide.composition.answer(),
        "applicants": _applicants(applicants),
        "chosen": next((choice.key for choice in applicants), ""),
        "by_mandate": any(choice.mandated for choice in applicants),
        "has_inbox": actor_of_request(request).person_id is not None,
        "notices": Party.NoticesTo.choices,
        "is_agent": bool(actor_of_request(request).role),
        "key": new_key(),
        "drafts": _open_drafts(request, guide.errand),
        "unmet": _unmet(request, settled.composition),
        "anonymous": actor_of_request(request).user_id is None,
        "begun": begun_about(request.session, kind, code) is not None,
        "told": notice_to_show(request, actor_of_request(request)),
    }
    return render(request, "citizen/start.html", context)


def _again(request: HttpRequest, kind: str, code: str) -> str:
    """The same page with the answers so far: it was made before the notice that now goes first."""
    settled = settle(errand_of(kind, code), given(request.POST))
    return f"{reverse('portal:start', args=[kind, code])}?{as_parameters(settled.answers)}"


def _unmet(request: HttpRequest, composition: Composition) -> str:
    """A condition of age that the signed-in person does not meet today, before they begin in vain."""
    person = Person.objects.filter(pk=actor_of_request(request).person_id or 0).first()
    unmet = unmet_conditions(composition, person.birth_date if person else None, today())
    return warning_of(unmet) if unmet else ""


def _applicants(choices: list[Choice]) -> list[dict[str, str]]:
    """For whom one may apply, as the `choices` component takes it."""
    return [{"value": choice.key, "label": choice.name, "hint": choice.why} for choice in choices]


def _open_drafts(request: HttpRequest, errand: Errand) -> list[dict[str, Any]]:
    """Drafts of the same errand that the reader has already begun."""
    about: dict[str, Any] = (
        {"one_thing_version": errand} if isinstance(errand, OneThingVersion) else {"handbook": errand}
    )
    rows = Case.objects.filter(
        created_by_id=actor_of_request(request).user_id, state__in=BEFORE_SUBMISSION, **about
    )[:3]
    return [{"url": reverse("portal:tasks", args=[row.public_id]), "at": row.created_at} for row in rows]


def _begin(request: HttpRequest, kind: str, code: str) -> str:
    """The draft with what is known already; gives the address of the next page."""
    actor = actor_of_request(request)
    errand = errand_of(kind, code)
    if not is_applicable(guide_for(kind, code, request.POST)):
        raise MatterEnded(_("It can be read as history, but no longer be applied for."))
    settled = settle(errand, given(request.POST))
    begun = begun_about(request.session, kind, code)
    case = begin_application(
        errand,
        settled.composition,
        by=actor,
        situation=settled.answers,
        parties=_parties(request, settled.composition),
        answers=begun.answers if begun else None,
        came_through=came_through(request.session),
    )
    reference = str(case.public_id)
    forget(request.session)
    if unanswered(settled.composition, settled.answers):
        return reverse("portal:situation", args=[reference])
    return address_of(reference, begun) if begun else reverse("portal:tasks", args=[reference])


def _parties(request: HttpRequest, composition: Composition) -> list[PartySpec]:
    """Who applies, and who gets the messages where somebody acts for them."""
    chosen, notices_to = request.POST.get("applicant", ""), request.POST.get("notices_to", "")
    return first_party(actor_of_request(request), composition, chosen, notices_to)


@reads
@of_case
def tasks(request: HttpRequest, mine: Application) -> HttpResponse:
    """The task list: any order, saved all the time, and a banner that nothing is sent yet (C-05)."""
    if not mine.open:
        return see_other(case_url("case", mine))
    sections = tasklist.sections(mine)
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "sections": sections,
        "count": sum(len(section["items"]) for section in sections),
        "minutes": tasklist.minutes(mine),
        "next": tasklist.next_task(sections),
        "departments": departments_of(mine),
        "draft_reference": draft_reference(mine.case),
        "kept_until": kept_until(mine.draft),
        "expires_soon": expires_soon(mine.draft),
    }
    return render(request, "citizen/tasks.html", context)


@writes
@of_case
def situation(request: HttpRequest, mine: Application) -> HttpResponse:
    """The situation questions; an answer may bring in further ones, which are asked at once."""
    if not (mine.open and mine.owner):
        return see_other(case_url("case", mine))
    if request.method == "POST":
        choose = given(request.POST)
        chosen = {question["id"]: choose(question) for question in mine.composition.questions}
        answers = {name: value for name, value in chosen.items() if value is not None}
        if not any(answers.values()) and unanswered(mine.composition, mine.case.situation):
            return with_status(_situation_page(request, mine, asks=True), 422)
        answer_form(mine.case, by=mine.actor, form={}, situation=answers)
        return see_other(_after_situation(request, mine.case))
    return _situation_page(request, mine)


def _situation_page(request: HttpRequest, mine: Application, *, asks: bool = False) -> HttpResponse:
    """The questions; with `asks` each open one is named, because nothing was chosen."""
    left = [gap["question"] for gap in unanswered(mine.composition, mine.case.situation)]
    texts = {question["id"]: pick(question["text"]) for question in mine.composition.questions}
    targets = {
        question["id"]: f"q-{question['id']}-{question['options'][0]['value']}"
        for question in mine.composition.questions
    }
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "questions": question_rows(mine.composition.questions, mine.case.situation),
        "left": len(left),
        "errors": [
            {
                "message": _("Please choose an answer: %(name)s") % {"name": texts[name]},
                "target": targets[name],
            }
            for name in (left if asks else [])
        ],
    }
    return render(request, "citizen/situation.html", context)


def _after_situation(request: HttpRequest, case: Case) -> str:
    """The same page while questions are open, else the task list."""
    fresh = Case.objects.select_related("draft").get(pk=case.pk)
    again = Application(fresh, actor_of_request(request), ())
    if unanswered(again.composition, fresh.situation):
        return request.get_full_path()
    return case_url("check" if "back" in request.GET else "tasks", again)
