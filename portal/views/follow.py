"""Follow a case: the sentence, the panes, the picture, the record; it refreshes itself quietly."""

from datetime import UTC, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core.errors import NotFound
from core.http import reads
from core.text import pick
from ledger.access import look
from portal.citizen import following, timeline
from portal.citizen.answers import by_group
from portal.citizen.drafts import Application
from portal.citizen.uploads import sections
from portal.views.common import case_url, of_case, see_other

LOOK_REASON = "following the own case"
UNCHANGED = 204


@reads
@vary_on_headers("HX-Request")
@of_case
def case(request: HttpRequest, mine: Application) -> HttpResponse:
    """The case page (C-11). A poll with the version it knows gets nothing until something happened."""
    if mine.open and not request.headers.get("HX-Request") and _is_being_filled_in(mine):
        return see_other(case_url("tasks", mine))
    version = mine.case.version
    if request.headers.get("HX-Request") and request.GET.get("version") == str(version):
        return HttpResponse(status=UNCHANGED)
    follow = following.Following(mine)
    context = {
        **following.page_of(follow),
        "timeline": timeline.rows_of(follow),
        "version": version,
        "poll_url": f"{case_url('case', mine)}?version={version}",
    }
    part = request.headers.get("HX-Request")
    return render(request, "citizen/parts/case.html" if part else "citizen/case.html", context)


def _is_being_filled_in(mine: Application) -> bool:
    return mine.case.state == "draft"


@reads
@of_case
def answers(request: HttpRequest, mine: Application) -> HttpResponse:
    """What I stated and handed in: my own data in full, another party's not at all."""
    people = [mine.actor.person_id] if mine.actor.person_id else []
    look(mine.actor, mine.case, ["answers", "materials"], LOOK_REASON, person_ids=people)
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "groups": by_group(mine, changeable=False),
        "sections": [row for row in sections(mine) if row["files"]] if mine.owner else [],
    }
    return render(request, "citizen/answers.html", context)


@reads
@of_case
def calendar(request: HttpRequest, mine: Application) -> HttpResponse:
    """The promise as an entry for a telephone's calendar (RFC 5545)."""
    if mine.case.promised_due_at is None or mine.case.accepted_at is None:
        raise NotFound()
    due = mine.case.promised_due_at.astimezone(UTC)
    accepted = mine.case.accepted_at.astimezone(UTC)
    stamp = "%Y%m%dT%H%M%SZ"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//One Window//EN",
        "BEGIN:VEVENT",
        f"UID:{mine.case.public_id}",
        f"DTSTAMP:{accepted:{stamp}}",
        f"DTSTART:{due - timedelta(minutes=30):{stamp}}",
        f"DTEND:{due:{stamp}}",
        f"SUMMARY:{_('Done by now')}: {pick(mine.case.name)}",
        f"DESCRIPTION:{mine.case.number}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    response = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{mine.case.number}.ics"'
    return response
