"""What parties write to the window, and its answers."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions import write_message
from cases.models import Case, Message, Party
from core.http import writes
from core.text import pick
from windows.views.common import actor_of, of_the_hall, to_case


@writes
@require_POST
@of_the_hall
def write(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The window writes to one party."""
    write_message(
        case, by=actor_of(request), text=request.POST.get("text", ""), role=request.POST.get("role", "")
    )
    messages.success(request, _("Sent. The party is told that the window wrote."))
    return to_case("case", case)


def threads_of(case: Case, parties: Sequence[Party]) -> list[dict[str, Any]]:
    """Each party that wrote or was written to, with its thread, the oldest first; one query."""
    written: dict[int, list[Message]] = {}
    for message in Message.objects.filter(case=case).order_by("id"):
        written.setdefault(message.party_id, []).append(message)
    return [
        {
            "role": party.role,
            "label": pick(party.name),
            "messages": written[party.pk],
            "waits": not written[party.pk][-1].from_window,
        }
        for party in parties
        if party.pk in written
    ]
