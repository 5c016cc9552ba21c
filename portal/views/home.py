"""The first page and the list of services."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.http import reads
from core.text import pick
from matters.finding import Narrowing, entries_found, life_event
from matters.missed import report
from portal.channels import framed_by_channels
from portal.citizen import catalogue, filters
from portal.citizen.cards import MOST_ON_HOME, cards_of, count_of
from portal.views.common import actor_of_request

PER_PAGE = 20
MOST_FOUND = 100  # further down nobody looks, and nobody can page through for ever
LONGEST = 100


@reads
@framed_by_channels
def home(request: HttpRequest) -> HttpResponse:
    """Search first, then my cases, turns of life, one-things, and how to come in person (C-01)."""
    actor = actor_of_request(request)
    mine = actor.user_id is not None and actor.role in {"", "agent"}
    context = {
        "cards": cards_of(actor)[:MOST_ON_HOME] if mine else [],
        "case_count": count_of(actor) if mine else 0,
        "events": catalogue.life_events(),
        "audiences": catalogue.audiences(),
        "one_things": catalogue.one_things(),
    }
    return render(request, "citizen/home.html", context)


@reads
@framed_by_channels
def services(request: HttpRequest) -> HttpResponse:
    """What a search found, or everything; the whole state of the list stands in the address (C-02)."""
    q, narrowing = request.GET.get("q", "").strip()[:LONGEST], filters.narrowing_of(request.GET)
    entries = entries_found(q, narrowing)
    page = Paginator(entries[:MOST_FOUND] if q else entries, PER_PAGE).get_page(request.GET.get("page"))
    rows = catalogue.rows_of(page.object_list)
    if q and not rows and narrowing == Narrowing():
        report(q)
    event = life_event(narrowing.event)
    context = {
        "q": q,
        "heading": pick(event.name) if event else "",
        "rows": rows,
        "groups": filters.groups(q, narrowing),
        "departments": filters.departments(),
        "department": narrowing.department,
        "kept": filters.as_hidden(q, narrowing, "department"),
        "kept_by_search": filters.as_hidden("", narrowing),
        "unfiltered_url": filters.address(q, Narrowing()) if narrowing != Narrowing() else "",
        "suggestions": catalogue.suggestions() if not rows else [],
        **_paging(page, q, narrowing),
    }
    return render(request, "citizen/services.html", context)


def _paging(page: Page, q: str, narrowing: Narrowing) -> dict[str, Any]:
    return {
        "found": _("%(n)s found") % {"n": page.paginator.count},
        "previous_url": filters.address(q, narrowing, page=page.number - 1) if page.has_previous() else "",
        "next_url": filters.address(q, narrowing, page=page.number + 1) if page.has_next() else "",
        "shown": _("%(first)s–%(last)s of %(count)s")
        % {"first": page.start_index(), "last": page.end_index(), "count": page.paginator.count},
    }
