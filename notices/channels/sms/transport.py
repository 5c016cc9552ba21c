"""The socket to a text-message gateway. SMS_TRANSPORT names the class; the built-in one writes a log."""

import logging
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from core.identity import mask_mobile

_LOGGER = logging.getLogger(__name__)


class Transport(Protocol):
    """Takes one message. Raises OSError when it does not."""

    def send(self, mobile: str, text: str, *, number: str) -> None:
        """`number` is ours for the message: the same one twice is one message."""


class LogTransport:
    """Says in the log what would have been sent, with the number masked."""

    def send(self, mobile: str, text: str, *, number: str) -> None:
        _LOGGER.info("text message to %s: %s", mask_mobile(mobile), text)


@cache
def _transport_named(path: str) -> Transport:
    return import_string(path)()


def transport() -> Transport:
    """The transport that settings choose."""
    return _transport_named(getattr(settings, "SMS_TRANSPORT", "notices.channels.sms.transport.LogTransport"))
