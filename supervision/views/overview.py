"""The overview (S-01): what is going on now, every figure a way to its cases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from approvals.lights import Light
from core import clock
from core.http import reads
from supervision import presenting, selectors
from supervision.channel_figures import DAYS, busiest, channel_rows
from supervision.views.common import watching

MOST_URGENT = 8
MOST_CHANNELS = 6


@reads
@watching
def overview(request: HttpRequest) -> HttpResponse:
    """Live counts, lamps by department and matter, what is overdue, what applicants say."""
    now = clock.now()
    lights = selectors.lights_by_matter(now)
    counts = presenting.totals(lights)
    overdue = selectors.tasks_in_light(now, light=Light.OVERDUE)[:MOST_URGENT]
    context = {
        "now": now,
        "dials": presenting.dials(selectors.live_counts(now), now),
        "voices": presenting.voices(selectors.satisfaction()),
        "heat": presenting.heat(lights, now),
        "lights": presenting.light_links(counts, now, ""),
        "overdue": presenting.task_rows(overdue, now),
        "channels": busiest(channel_rows(now), MOST_CHANNELS),
        "channel_days": DAYS,
        "overdue_count": counts[Light.OVERDUE],
        "overdue_url": presenting.limits_url(now, light=Light.OVERDUE),
    }
    return render(request, "supervision/overview.html", context)
