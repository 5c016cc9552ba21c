"""The plug to the text-message centre: `notices.channels.sms.transport.Transport` over signed HTTP."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.sockets import PartnerSilent
from core.errors import BadInput
from dataexchange.signed import Partner
from notices.actions import note_arrival

PARTNER = Partner("sms")
CALLBACK = "/callbacks/sms/"
STATES = frozenset({"accepted", "delivered"})


class SmsCentre:
    """Hands a message over; whether it arrived the centre tells later."""

    def send(self, mobile: str, text: str, *, number: str) -> None:
        content = {
            "message": number,
            "mobile": mobile,
            "text": text,
            "notify_url": f"{settings.SITE_URL.rstrip('/')}{CALLBACK}",
        }
        try:
            answer = PARTNER.call("POST", "messages", content)
            PARTNER.must_mean(answer, message=number)
        except PartnerSilent as silence:
            raise OSError("the message centre is silent") from silence
        if answer.get("state") not in STATES:
            raise OSError("the message centre did not take it")


def take_callback(content: Mapping[str, Any]) -> str:
    """The message's state afterwards. Raises BadInput for what is no news of a message."""
    number, state = content.get("message"), content.get("state")
    if not isinstance(number, str) or state not in ("delivered", "failed"):
        raise BadInput(_("This is no news of a message."))
    return str(note_arrival(number, arrived=state == "delivered"))
