"""Calls between the portal and a partner that share a key: signed in both directions.

The signature is HMAC-SHA256 over method, path and body, in hexadecimal, in the header X-Signature.
A call that is sent twice is harmless, because every act behind it is; so no time is signed.
"""

import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.sockets import PartnerSilent
from core.errors import BadInput, NotAllowed
from dataexchange import breaker
from dataexchange.connectors.base import ExchangeFailed
from dataexchange.connectors.http import Address, call_json
from dataexchange.states import Outcome
from ledger.relay import TryLater

log = logging.getLogger(__name__)

HEADER = "X-Signature"


def signature(key: str, method: str, path: str, body: bytes) -> str:
    """64 hexadecimal digits."""
    return hmac.new(key.encode(), f"{method} {path}\n".encode() + body, "sha256").hexdigest()


def is_plugged(partner: str) -> bool:
    """Whether the settings name the partner's address and key."""
    entry = settings.PARTNERS[partner]
    return bool(entry["url"] and entry["key"])


def read_callback(partner: str, path: str, body: bytes, given: str) -> dict[str, Any]:
    """What the partner says. Raises NotAllowed for a wrong signature, BadInput for what is no JSON object."""
    key = settings.PARTNERS[partner]["key"]
    expected = signature(key, "POST", path, body)
    if not key or not hmac.compare_digest(expected.encode(), given.encode()):
        log.warning("a callback of %s with a wrong signature was refused", partner)
        raise NotAllowed(_("The signature is wrong."), code="bad_signature")
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise BadInput(_("A JSON object is expected."))
    return content


@dataclass(frozen=True)
class Partner:
    """A partner by its name in settings.PARTNERS."""

    name: str

    def call(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The partner's answer. Raises PartnerSilent for everything else; its health is written down."""
        entry = settings.PARTNERS[self.name]
        url = Address.read(entry["url"]) / path
        body = json.dumps(content, ensure_ascii=False).encode() if content is not None else b""
        signed = {HEADER: signature(entry["key"], method, urlsplit(url).path, body)}
        try:
            breaker.ask_leave(self.name)
            answer = call_json(method, url, content=body, headers=signed)
        except TryLater as rest:
            raise PartnerSilent(_("Please try again in a moment. Nothing was changed.")) from rest
        except ExchangeFailed as failure:
            breaker.note(self.name, failure.outcome, wish=failure.wait)
            log.warning("%s %s %s: %s", self.name, method, path, failure)
            raise PartnerSilent(_("Please try again in a moment. Nothing was changed.")) from failure
        breaker.note(self.name, Outcome.ACCEPTED)
        return answer.content

    def must_mean(self, answer: Mapping[str, Any], **said: str) -> None:
        """Raises PartnerSilent for an answer about something else."""
        if any(answer.get(name) != value for name, value in said.items()):
            breaker.note(self.name, Outcome.WRONG)
            raise PartnerSilent(_("Please try again in a moment. Nothing was changed."))
