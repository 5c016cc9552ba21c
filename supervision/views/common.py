"""What the supervisor's pages share: who may come in, and as of when a page counts."""

from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from core import clock
from core.errors import NotAllowed
from core.http import View

WATCHING = frozenset({Role.SUPERVISOR, Role.AUDITOR})


def actor_of_request(request: HttpRequest) -> Actor:
    """Who acts, as the middleware found them."""
    return request.actor  # type: ignore[attr-defined]


def watching(view: View) -> View:
    """Opens a page to supervisors and auditors; NotAllowed for anybody else who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of_request(request)
        if actor.user_id is None:
            return redirect_to_login(request.get_full_path())
        if actor.role not in WATCHING:
            raise NotAllowed(_("This room is open to supervision and audit."))
        return view(request, *args, **kwargs)

    return guarded


def as_at(request: HttpRequest) -> datetime:
    """The moment a list counts from: the one its figure was counted at, never a later one than now."""
    now = clock.now()
    try:
        asked = datetime.fromisoformat(request.GET.get("at", "").replace(" ", "+"))
    except ValueError:
        return now
    return min(asked, now) if asked.tzinfo else now
