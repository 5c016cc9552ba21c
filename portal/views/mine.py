"""My cases and my notices."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.errors import NotFound
from core.http import reads, writes
from notices.actions import read_notice
from notices.models import Notice
from notices.selectors import inbox_of, unread_count
from portal.citizen.cards import SHOWN, cards_of, cases_listed
from portal.citizen.drafts import ROLES_HERE
from portal.device import offer_page
from portal.views.common import actor_of_request, see_other, signed_in

PER_PAGE = 20


@reads
@signed_in
def cases(request: HttpRequest) -> HttpResponse:
    """Everything I take part in, what needs me first; the filter stands in the address (C-10)."""
    actor = actor_of_request(request)
    if actor.role not in ROLES_HERE:
        raise NotFound()
    show = request.GET.get("show", "")
    page = Paginator(cases_listed(actor, show), PER_PAGE).get_page(request.GET.get("page"))
    cards = cards_of(actor, page.object_list, PER_PAGE)
    offer_page(request, own=actor.is_citizen and not any(card.acting_for for card in cards))
    context = {
        "cards": cards,
        "tabs": [
            {
                "label": label,
                "url": f"?show={key}" if key else "?",
                "current": key == show or (not key and show not in SHOWN),
            }
            for key, label in (
                ("", _("All")),
                ("open", _("Under way")),
                ("draft", _("Drafts")),
                ("done", _("Finished")),
            )
        ],
        "unread": unread_count(actor.person_id) if actor.person_id else 0,
        "previous_url": f"?show={show}&page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?show={show}&page={page.number + 1}" if page.has_next() else "",
        "shown": _("%(first)s–%(last)s of %(count)s")
        % {"first": page.start_index(), "last": page.end_index(), "count": page.paginator.count},
    }
    return render(request, "citizen/cases.html", context)


@reads
@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """The inbox: every message the portal has sent me, the newest first."""
    actor = actor_of_request(request)
    rows = inbox_of(actor.person_id) if actor.person_id else Notice.objects.none()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "previous_url": f"?page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?page={page.number + 1}" if page.has_next() else "",
    }
    return render(request, "citizen/notices.html", context)


@writes
@require_POST
@signed_in
def open_notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Marks a message as read and goes where it leads."""
    actor = actor_of_request(request)
    notice = get_object_or_404(Notice, public_id=public_id, person_id=actor.person_id or 0)
    read_notice(notice, by=actor)
    ours = url_has_allowed_host_and_scheme(notice.link, {request.get_host()})
    return see_other(notice.link if notice.link and ours else "/notices/")
