"""The small acts around a decision: take on, put back, go on."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from approvals.actions import claim_task, release_task, resume_task
from approvals.desk.reading import Review
from approvals.desk.views.common import of_task, review_url, see_other
from approvals.models import Task
from core.errors import DomainError
from core.http import writes


@writes
@require_POST
@of_task
def claim(request: HttpRequest, task: Review) -> HttpResponseBase:
    """Take the task on; pressed twice it changes nothing."""
    return _act(request, task, claim_task, _("You are reviewing this task now. Colleagues can read it."))


@writes
@require_POST
@of_task
def release(request: HttpRequest, task: Review) -> HttpResponseBase:
    """Put the task back for a colleague."""
    return _act(request, task, release_task, _("The task is back on the department's list."))


@writes
@require_POST
@of_task
def resume(request: HttpRequest, task: Review) -> HttpResponseBase:
    """End the special procedure."""
    return _act(request, task, resume_task, _("The special procedure has ended; the clock runs on."))


def _act(
    request: HttpRequest, task: Review, act: Callable[..., Task], done: str | Promise
) -> HttpResponseBase:
    """Runs the act and goes back to the page, which says what happened or why it did not."""
    try:
        act(task.task, by=task.actor)
    except DomainError as error:
        messages.error(request, f"{error.title}. {error.detail}".strip())
    else:
        messages.success(request, str(done))
    return see_other(review_url(task))
