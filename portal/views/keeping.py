"""Leave a draft and come back to it: on another device, and in time."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions import keep_draft
from core.http import reads, writes
from core.text import pick
from portal.citizen.drafts import Application
from portal.citizen.keeping import draft_reference, kept_until
from portal.citizen.words import language
from portal.formats import moment
from portal.views.common import case_url, of_case, see_other
from portal.views.guide import qr_svg


@reads
@of_case
def elsewhere(request: HttpRequest, mine: Application) -> HttpResponse:
    """A QR code that opens this very draft on another device, after signing in there (C-05)."""
    if not mine.open:
        return see_other(case_url("case", mine))
    address = f"{settings.SITE_URL.rstrip('/')}{case_url('tasks', mine)}"
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "qr": qr_svg(address),
        "address": address,
        "draft_reference": draft_reference(mine.case),
    }
    return render(request, "citizen/elsewhere.html", context)


@writes
@require_POST
@of_case
def keep_longer(request: HttpRequest, mine: Application) -> HttpResponse:
    """The draft's thirty days begin anew."""
    if not mine.open:
        return see_other(case_url("case", mine))
    case = keep_draft(mine.case, by=mine.actor)
    day = moment(kept_until(case.draft), language(), "month")
    messages.success(request, _("This draft is kept until %(day)s.") % {"day": day})
    return see_other(case_url("tasks", mine))
