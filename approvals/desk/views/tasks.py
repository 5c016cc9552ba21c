"""The work list (R-01)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.desk import listing, worklist
from approvals.desk.views.common import actor_of_request, at_desk, place_of
from core import clock
from core.http import reads
from core.text import pick


@reads
@at_desk
def tasks(request: HttpRequest) -> HttpResponse:
    """The department's tasks, the most urgent first; filters and page stand in the address."""
    actor, now = actor_of_request(request), clock.now()
    filters = worklist.Filters.of(request.GET)
    page = worklist.page_of(actor, filters, now)
    context = {
        **place_of(actor),
        "rows": listing.list_rows(page.tasks, actor, now),
        "lights": listing.light_links(worklist.light_counts(actor, now), filters),
        "tabs": listing.tabs(filters),
        "filters": filters,
        "all_url": listing.address(worklist.Filters()),
        "matters": [
            {"value": row["matter"], "label": pick(row["name"]), "chosen": row["matter"] == filters.matter}
            for row in worklist.matters_of(actor)
        ],
        "shown": ngettext("%(number)s task", "%(number)s tasks", len(page.tasks))
        % {"number": len(page.tasks)},
        "first_url": listing.address(filters) if filters.after else "",
        "next_url": listing.address(filters, after=page.after) if page.after else "",
        "title": _("To do"),
    }
    return render(request, "desk/tasks.html", context)
