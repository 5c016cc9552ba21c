"""The registry of channels as supervision reads it, with the figures of each (A-117)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import clock
from core.http import reads
from supervision.channel_figures import DAYS, channel_rows
from supervision.views.common import watching


@reads
@watching
def channels(request: HttpRequest) -> HttpResponse:
    """Who leads people here, since when, from which origins; what was begun, sent and decided."""
    now = clock.now()
    context = {"now": now, "days": DAYS, "rows": channel_rows(now)}
    return render(request, "supervision/channels.html", context)
