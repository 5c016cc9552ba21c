"""What the desk's pages share: who may come in, which task, the same press twice."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Department, ServicePoint
from approvals.desk.reading import Review, review_of
from approvals.desk.scope import AT_A_DESK
from core.errors import NotAllowed, Stale
from core.http import View
from core.idempotency import Answer, once, request_hash
from core.ids import uuid7
from core.text import pick

LONGEST_KEY = 64


def actor_of_request(request: HttpRequest) -> Actor:
    """Who acts, as the middleware found them."""
    return request.actor  # type: ignore[attr-defined]


def at_desk(view: View) -> View:
    """Opens a page to reviewers and chief representatives; NotAllowed for anybody else who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of_request(request)
        if actor.user_id is None:
            return redirect_to_login(request.get_full_path())
        if actor.role not in AT_A_DESK:
            raise NotAllowed(_("This is the desk of the departments' reviewers."))
        return view(request, *args, **kwargs)

    return guarded


def of_task(view: View) -> View:
    """Hands the review to the view in place of the task's id; 404 for another department's task."""

    @wraps(view)
    def found(request: HttpRequest, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        return view(request, review_of(actor_of_request(request), public_id), **kwargs)

    return at_desk(found)


def place_of(actor: Actor) -> dict[str, str]:
    """What the staff bar says: the department, or the hall of a chief representative; one query."""
    if actor.department_id is not None:
        department = Department.objects.only("short_name").get(pk=actor.department_id)
        return {"room": pick(department.short_name), "where": _("Review desk")}
    hall = ServicePoint.objects.only("name").get(pk=actor.service_point_id or 0)
    return {"room": pick(hall.name), "where": _("Chief representative")}


def review_url(review: Review) -> str:
    """The address of the review page."""
    return reverse("desk:review", args=[review.task.public_id])


def new_key() -> str:
    """For a form whose act must happen once, however often the form is sent."""
    return uuid7().hex


def once_pressed(request: HttpRequest, act: Callable[[], str]) -> HttpResponseRedirect:
    """Runs the act once per key of the form and goes to the address it gives; a repeat goes there too."""
    actor = actor_of_request(request)
    key = request.POST.get("key", "")[:LONGEST_KEY] or new_key()
    scope = f"{actor.actor_id}:{request.path}"
    answer = once(scope, key, request_hash(request.path), lambda: Answer(303, {"url": act()}))
    return see_other(answer.body["url"])


def see_other(url: str) -> HttpResponseRedirect:
    """After a form: the next page, fetched with GET."""
    return HttpResponseRedirect(url, status=303)


def must_be_seen(review: Review, seen: str) -> None:
    """Raises Stale when the form was sent from a page that showed something else."""
    if seen and seen != review.seen:
        raise Stale(_("Please look at what has changed. What you typed is still here."))
