"""What a party and the window wrote to each other about a case."""

from typing import Any

from django.utils.translation import gettext as _

from cases.models import Message
from core import clock
from core.text import pick
from portal.citizen import words
from portal.citizen.drafts import Application
from portal.formats import moment


def thread_of(mine: Application) -> list[dict[str, Any]]:
    """The reader's own thread, the oldest first; one query."""
    own = [party.pk for party in mine.own_parties] or [party.pk for party in mine.parties[:1]]
    found = Message.objects.filter(case=mine.case, party_id__in=own).order_by("id")
    return [_row(message, mine) for message in found]


def _row(message: Message, mine: Application) -> dict[str, Any]:
    hall = words.dotted([_("The window"), pick(mine.case.service_point.name)])
    return {
        "who": hall if message.from_window else _("You"),
        "window": message.from_window,
        "text": message.text,
        "at": moment(message.written_at, words.language(), "near", clock.today()),
    }
