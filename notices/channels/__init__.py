"""The ways a notice leaves by. One folder each, with the same two files.

`channel.py` says whether a person can be reached and what is written; `transport.py` is the socket
to what carries it. NOTICE_CHANNELS in settings chooses the channels; removing a folder removes one.
"""

from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Person
from notices.digests import Words

DEFAULT = ("inbox", "sms", "email")


class Channel(Protocol):
    """One way to reach a person. `disturbs`: many become one; `rings`: not at night."""

    disturbs: bool
    rings: bool

    def address(self, person: Person) -> str:
        """Where to; empty when the person can't be reached this way."""

    def send(self, words: Words, address: str, *, number: str, language: str) -> None:
        """Hand the words over. Raises OSError when what carries them does not take them."""


def chosen() -> tuple[str, ...]:
    """The channels in use."""
    return tuple(getattr(settings, "NOTICE_CHANNELS", DEFAULT))


@cache
def channel_named(key: str) -> Channel:
    """The channel of that name."""
    return import_string(f"notices.channels.{key}.channel.Channel")()
