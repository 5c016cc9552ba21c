"""My certificates (C-16)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import NotFound
from core.http import reads
from portal.citizen.certificates import results_of, row_of
from portal.citizen.drafts import ROLES_HERE
from portal.views.common import actor_of_request, signed_in

PER_PAGE = 20


@reads
@signed_in
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate issued to me or to the company I represent, the newest first."""
    actor = actor_of_request(request)
    if actor.role not in ROLES_HERE or actor.person_id is None:
        raise NotFound()
    page = Paginator(results_of(actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [row_of(result) for result in page.object_list],
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
    }
    return render(request, "citizen/certificates.html", context)
