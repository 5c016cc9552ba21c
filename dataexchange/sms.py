"""The plug to the text-message centre: `notices.channels.sms.transport.Transport` over signed HTTP."""

from dataexchange.signed import Partner

PARTNER = Partner("sms")
CALLBACK = "/callbacks/sms/"
