"""A special procedure: the task rests, and with a written notice its clock stands still."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from approvals.actions import suspend_task
from approvals.desk.forms import SuspendForm
from approvals.desk.listing import applicant_of
from approvals.desk.reading import Review
from approvals.desk.views.common import new_key, of_task, once_pressed, place_of, review_url
from core.errors import DomainError
from core.http import writes
from core.text import pick

REFUSED = 422


@writes
@of_task
def suspend(request: HttpRequest, task: Review) -> HttpResponseBase:
    """Begin one of the handbook's special procedures (licensing law art. 45)."""
    if request.method != "POST":
        return _page(request, task, SuspendForm(task))
    form = SuspendForm(task, request.POST)
    if not form.is_valid():
        return _page(request, task, form, status=REFUSED)
    try:
        return once_pressed(request, lambda: _suspended(request, task, form))
    except DomainError as error:
        form.add_error(None, f"{error.title}. {error.detail}")
        return _page(request, task, form, status=error.status)


def _suspended(request: HttpRequest, task: Review, form: SuspendForm) -> str:
    given = form.cleaned_data
    suspend_task(
        task.task,
        by=task.actor,
        kind=given["procedure"],
        basis=given["basis"],
        planned_days=given["planned_days"],
        notice=given["notice"],
        expect=task.case.version,
    )
    told = given["notice"].strip()
    messages.success(
        request,
        _("The task rests and its clock stands still.") if told else _("The task rests; its clock runs on."),
    )
    return review_url(task)


def _page(request: HttpRequest, task: Review, form: SuspendForm, *, status: int = 200) -> HttpResponse:
    context = {
        **place_of(task.actor),
        "task": task.task,
        "case": task.case,
        "name": pick(task.task.name),
        "applicant": applicant_of(task.parties),
        "form": form,
        "errors": _errors(form),
        "back": review_url(task),
        "key": new_key(),
        "possible": task.may_decide,
    }
    return render(request, "desk/suspend.html", context, status=status)


def _errors(form: SuspendForm) -> list[dict[str, str]]:
    """Every problem with the place it belongs to."""
    return [
        {"target": "f-basis" if name == "__all__" else f"f-{name}", "message": str(message)}
        for name, problems in form.errors.items()
        for message in problems
    ]
