"""A question to the applicant: everything that is missing, at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from approvals.actions import ask_applicant
from approvals.deadlines import QUESTION_WORKDAYS
from approvals.desk.forms import AskForm
from approvals.desk.listing import applicant_of
from approvals.desk.reading import Review, review_of
from approvals.desk.views.common import new_key, of_task, once_pressed, place_of, review_url
from core.errors import DomainError
from core.http import writes
from core.text import pick


@writes
@of_task
def ask(request: HttpRequest, task: Review) -> HttpResponseBase:
    """Choose the materials and answers that are wrong, each with its reason."""
    if request.method != "POST":
        return _page(request, task, AskForm(task, {}))
    try:
        return once_pressed(request, lambda: _asked(request, task))
    except DomainError as error:
        fresh = review_of(task.actor, task.task.public_id)
        return _page(request, fresh, AskForm(fresh, request.POST.dict(), error), status=error.status)


def _asked(request: HttpRequest, task: Review) -> str:
    form = AskForm(task, request.POST.dict())
    ask_applicant(task.task, by=task.actor, gaps=form.gaps, expect=task.case.version)
    messages.success(request, _("The question was sent. The clock runs on while you wait."))
    return review_url(task)


def _page(request: HttpRequest, task: Review, form: AskForm, *, status: int = 200) -> HttpResponse:
    context = {
        **place_of(task.actor),
        "task": task.task,
        "case": task.case,
        "name": pick(task.task.name),
        "applicant": applicant_of(task.parties),
        "form": form,
        "days": QUESTION_WORKDAYS,
        "back": review_url(task),
        "key": new_key(),
        "possible": task.may_decide,
    }
    return render(request, "desk/ask.html", context, status=status)
