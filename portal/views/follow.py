"""Follow a case: the sentence, the panes, the picture, the record; it refreshes itself quietly."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from cases.actions import urge_case, write_message
from core.errors import DomainError, NotFound
from core.http import reads, writes
from core.text import pick
from ledger.access import look
from portal.citizen import following, timeline
from portal.citizen.answers import by_group
from portal.citizen.drafts import Application
from portal.citizen.promise import entry_of
from portal.citizen.uploads import sections
from portal.device import offer_page
from portal.views.common import case_url, of_case, see_other, with_status
from portal.views.polling import quiet_while_unchanged, version_of

LOOK_REASON = "following the own case"


@reads
@vary_on_headers("HX-Request")
@quiet_while_unchanged
@of_case
def case(request: HttpRequest, mine: Application) -> HttpResponse:
    """The case page (C-11). A poll with the version it knows gets nothing until something happened."""
    offer_page(request, own=mine.own)
    part = bool(request.headers.get("HX-Request"))
    if mine.open and not part and mine.case.state == "draft":
        return see_other(case_url("tasks", mine))
    return render(request, "citizen/parts/case_again.html" if part else "citizen/case.html", _context(mine))


def _context(mine: Application) -> dict[str, Any]:
    follow = following.Following(mine)
    version = version_of(mine.case, mine.case.version)
    return {
        **following.page_of(follow),
        "timeline": timeline.rows_of(follow),
        "poll_url": f"{case_url('case', mine)}?version={version}",
    }


@writes
@require_POST
@of_case
def message(request: HttpRequest, mine: Application) -> HttpResponse:
    """Writes to the window; what can't be sent stays in its box, with the reason beside it."""
    text = request.POST.get("text", "")
    try:
        write_message(mine.case, by=mine.actor, text=text)
    except DomainError as error:
        context = {**_context(mine), "typed": text, "message_error": str(error.detail or error.title)}
        return with_status(render(request, "citizen/case.html", context), error.status)
    messages.success(request, _("Sent to the window. The answer appears here, and you get a message."))
    return see_other(f"{case_url('case', mine)}#messages")


@writes
@require_POST
@of_case
def urge(request: HttpRequest, mine: Application) -> HttpResponse:
    """Asks whoever has it to hurry: once a day, on record, seen by supervision."""
    urge_case(mine.case, by=mine.actor)
    messages.success(request, _("They have been asked to hurry. It is on record; supervision sees it too."))
    return see_other(case_url("case", mine))


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
    """The promise as an entry for a telephone's calendar."""
    if mine.case.promised_due_at is None or mine.case.accepted_at is None:
        raise NotFound()
    link = request.build_absolute_uri(case_url("case", mine))
    entry = entry_of(mine.case, mine.case.promised_due_at, mine.case.accepted_at, link)
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{mine.case.number}.ics"'
    return response
