"""What the applicant may still do to a submitted case: correct, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from approvals.actions import answer_question, withdraw
from cases.actions import answer_form, supplement_case
from cases.states import CaseState
from core.errors import DomainError
from core.http import writes
from core.text import pick
from portal.citizen import corrections
from portal.citizen.drafts import Application, application
from portal.citizen.following import WITHDRAWABLE
from portal.citizen.questions import Group, fingerprints, overtaken
from portal.forms import WithdrawForm
from portal.views.common import case_url, of_case, see_other, with_status
from portal.views.questions import Sent, read


@writes
@of_case
def correct(request: HttpRequest, mine: Application) -> HttpResponse:
    """Only what was asked for can be changed; sending it answers the notice or the question (C-12)."""
    asked = corrections.asked_of(mine)
    if not asked.anything or not mine.owner:
        return see_other(case_url("case", mine))
    if request.method == "POST":
        return _answer(request, mine, asked)
    return _page(request, mine, asked, Sent(), [])


def _answer(request: HttpRequest, mine: Application, asked: corrections.Asked) -> HttpResponse:
    group = Group("correction", "", asked.fields)
    sent = read(request.POST, mine, group)
    if overtaken(request.POST.get("seen", ""), mine.draft.answers, sent.values):
        sent.errors["seen"] = _("Changed elsewhere in the meantime. Please look again, then send once more.")
    if sent.values and not sent.errors:
        answer_form(mine.case, by=mine.actor, form=sent.values)
    fresh = application(mine.actor, mine.reference)
    if sent.errors:
        return with_status(_page(request, fresh, asked, sent, list(sent.errors.items())), 422)
    same = corrections.unchanged(mine, asked, sent.values, request.POST.get("insisted", ""))
    if same:
        words = _("This is the same as before: change it or, if it is right, send it once more.")
        return with_status(_page(request, fresh, asked, sent, [(name, words) for name in same]), 422)
    try:
        send = supplement_case if mine.case.state == CaseState.CORRECTING else answer_question
        send(mine.case, by=mine.actor)
    except DomainError as error:
        if error.status != 422:
            raise
        found = corrections.errors_of(fresh, error)
        return with_status(_page(request, fresh, asked, sent, found), 422)
    messages.success(request, _("Sent. You need do nothing more now."))
    return see_other(case_url("case", mine))


def _page(
    request: HttpRequest,
    mine: Application,
    asked: corrections.Asked,
    sent: Sent,
    errors: list[tuple[str, str]],
) -> HttpResponse:
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "asked": asked,
        "fields": corrections.fields_of(mine, asked, dict(errors), sent.typed),
        "sections": corrections.sections_of(mine, asked, dict(errors)),
        "errors": [corrections.summary_row(mine, name, text) for name, text in errors],
        "insisted": ",".join(name for name, _words in errors if name in sent.values),
        "seen": fingerprints([row.element for row in asked.fields], mine.draft.answers),
    }
    return render(request, "citizen/correct.html", context)


@writes
@of_case
def take_back(request: HttpRequest, mine: Application) -> HttpResponse:
    """Withdraw, after saying once more what it means."""
    if mine.case.state not in WITHDRAWABLE:
        return see_other(case_url("case", mine))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw(mine.case, by=mine.actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("The application was withdrawn."))
        return see_other(case_url("case", mine))
    errors = [{"name": name, "message": " ".join(map(str, texts))} for name, texts in form.errors.items()]
    context = {"mine": mine, "name": pick(mine.case.name), "form": form, "errors": errors}
    return render(request, "citizen/withdraw.html", context, status=422 if errors else 200)
