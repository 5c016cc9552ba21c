"""What a call wants to apply for, and where."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role, ServicePoint
from cases.states import Channel
from core.errors import BadInput, NotFound
from matters.models import Handbook, OneThingVersion
from matters.selectors import handbook_shown, one_thing_in_force, windows_of
from windows.selectors import hall_of

CHANNELS = {Role.AGENT: Channel.AGENT, Role.CLERK: Channel.WINDOW, Role.CHIEF: Channel.WINDOW}


def errand_of(data: Mapping[str, Any]) -> OneThingVersion | Handbook:
    """The one-thing in force or the matter's handbook, an ended one too: the act says why not."""
    name = "one_thing" if data.get("one_thing") else "matter"
    try:
        return one_thing_in_force(data[name]) if name == "one_thing" else handbook_shown(data[name])
    except NotFound as error:
        raise BadInput(error.detail, errors=[{"field": name, "reason": error.detail}]) from None


def channel_of(given: str | None, by: Actor) -> str:
    """The channel as stated, else the one the caller's post implies. Only a window is a window."""
    usual = CHANNELS.get(Role(by.role), Channel.ONLINE) if by.role in CHANNELS else Channel.ONLINE
    if given == Channel.WINDOW and usual != Channel.WINDOW:
        raise BadInput(
            _("Only a clerk takes an application in at a window."),
            errors=[{"field": "channel", "reason": _("Leave it out: it is “online” here.")}],
        )
    return given or usual


def hall_for(errand: OneThingVersion | Handbook, code: str | None) -> ServicePoint:
    """The named hall, else that of the errand's window, else the first that accepts the matter."""
    if code:
        return _hall(code)
    hall = next((found for window in windows_of(errand) if (found := hall_of(window))), None)
    return hall or _hall(next(iter(errand.halls), "") if isinstance(errand, Handbook) else "")


def _hall(code: str) -> ServicePoint:
    hall = ServicePoint.objects.select_related("area").filter(code=code).first()
    if hall is None:
        raise BadInput(
            _("There is no such hall."),
            errors=[{"field": "service_point", "reason": _("Name the hall that shall have the case.")}],
        )
    return hall
