"""Hand-over from a registered channel: its server gets a ticket for its key, the person arrives with it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.channel_keys import TICKET_SECONDS, ticket_for
from accounts.channel_selectors import channel_of_ticket, channel_with_key
from core import clock
from core.http import reads, writes
from portal.channels import enter_through
from portal.views.common import see_other

SCHEME = "channel "


@writes
@csrf_exempt
@require_POST
def ticket(request: HttpRequest) -> HttpResponse:
    """`Authorization: Channel CODE:KEY` gives the address to open in the person's browser within two minutes.

    A wrong key, a closed channel and one that never was get the same answer: 401.
    """
    word = request.headers.get("Authorization", "")
    code, _colon, key = word[len(SCHEME) :].partition(":")
    known = channel_with_key(code.strip(), key.strip()) if word.lower().startswith(SCHEME) else None
    if known is None:
        refusal = {"code": "unknown_channel", "title": _("No open channel has this key.")}
        return JsonResponse(refusal, status=401, headers={"WWW-Authenticate": "Channel"})
    path = reverse("portal:enter", args=[ticket_for(known.code)])
    until = clock.now() + timedelta(seconds=TICKET_SECONDS)
    answer = {"url": request.build_absolute_uri(path), "expires_at": until.isoformat(timespec="seconds")}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@reads
def enter(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """The page that was asked for; with a good ticket the visit counts for its channel, else for none."""
    channel = channel_of_ticket(ticket)
    if channel is not None:
        enter_through(request.session, channel)
    after = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    return see_other(after if ours else reverse("portal:home"))
