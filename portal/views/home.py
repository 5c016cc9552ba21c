"""The first page and the list of services."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import reads
from portal.citizen import catalogue
from portal.citizen.cards import MOST_ON_HOME, cards_of, count_of
from portal.citizen.catalogue import Wanted
from portal.views.common import actor_of_request

PER_PAGE = 20
FILTERS = ("audience", "visits", "event")


@reads
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then my cases, life events, one-things, and how to come in person (C-01)."""
    actor = actor_of_request(request)
    mine = actor.user_id is not None and actor.role in {"", "agent"}
    context = {
        "cards": cards_of(actor)[:MOST_ON_HOME] if mine else [],
        "case_count": count_of(actor) if mine else 0,
        "events": catalogue.life_events(),
        "one_things": catalogue.one_things(),
    }
    return render(request, "citizen/home.html", context)


@reads
def services(request: HttpRequest) -> HttpResponse:
    """What a search found, or everything; every filter stands in the address (C-02)."""
    wanted = Wanted(**{name: request.GET.get(name, "")[:200].strip() for name in ("q", *FILTERS)})
    rows = catalogue.found_for(wanted)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    event = catalogue.EVENTS_BY_KEY.get(wanted.event)
    context = {
        "wanted": wanted,
        "event": event,
        "rows": list(page.object_list),
        "count": len(rows),
        "found": _("%(n)s found") % {"n": len(rows)},
        "chips": _chips(wanted),
        "previous_url": _page_url(wanted, page.number - 1) if page.has_previous() else "",
        "next_url": _page_url(wanted, page.number + 1) if page.has_next() else "",
        "shown": _("%(first)s–%(last)s of %(count)s")
        % {"first": page.start_index(), "last": page.end_index(), "count": len(rows)},
    }
    return render(request, "citizen/services.html", context)


def _parameters(wanted: Wanted, **changes: Any) -> Mapping[str, Any]:
    values = {"q": wanted.q, **{name: getattr(wanted, name) for name in FILTERS}, **changes}
    return {name: value for name, value in values.items() if value}


def _page_url(wanted: Wanted, number: int) -> str:
    return f"?{urlencode(_parameters(wanted, page=number))}"


def _chips(wanted: Wanted) -> list[dict[str, Any]]:
    """Filters to switch; the link of one that is on takes it away."""
    choices = [
        ("audience", "person", _("For people")),
        ("audience", "business", _("For enterprises")),
        ("visits", "0", _("Without coming")),
        ("visits", "1", _("At most one visit")),
    ]
    chips = []
    for name, value, label in choices:
        on = getattr(wanted, name) == value
        address = urlencode(_parameters(wanted, **{name: "" if on else value}))
        chips.append({"label": label, "on": on, "url": f"{reverse('portal:services')}?{address}"})
    if event := catalogue.EVENTS_BY_KEY.get(wanted.event):
        address = urlencode(_parameters(wanted, event=""))
        chips.append({"label": event.name, "on": True, "url": f"{reverse('portal:services')}?{address}"})
    return chips
