"""Keys of channels and the tickets they are exchanged for. Pure but for the clock of the signature.

A channel's server asks for a ticket with its key; the person's browser arrives with the ticket. So the key
never reaches a browser, and what does can be used for two minutes, for nothing but a count.
"""

import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import constant_time_compare

KEY_BYTES = 32
TICKET_SECONDS = 120
_SIGNER = TimestampSigner(salt="accounts.channel-ticket")


def new_key() -> str:
    """A key nobody can guess; shown once, to whoever registers the channel."""
    return secrets.token_urlsafe(KEY_BYTES)


def digest_of(key: str) -> str:
    """What is kept of a key. It is random and long, so a plain digest can't be searched."""
    return sha256(key.encode()).hexdigest()


def fits(key: str, *digests: str) -> bool:
    """Whether the key has one of these digests; an empty digest is nobody's."""
    found = digest_of(key)
    return any(bool(digest) and constant_time_compare(found, digest) for digest in digests)


def ticket_for(code: str) -> str:
    """A signed word that says “came through this channel”, good for two minutes."""
    return _SIGNER.sign(code)


def channel_in(ticket: str) -> str:
    """The channel's code, or empty for a ticket that is forged or too old."""
    try:
        return _SIGNER.unsign(ticket, max_age=TICKET_SECONDS)
    except BadSignature:
        return ""


def is_origin(text: str) -> bool:
    """Whether it is an origin as a frame policy names it: https, a host, perhaps a port, nothing more."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = text == f"{parts.scheme}://{parts.netloc}" and not set(text) & set(" ;,'\"*@")
    return plain and bool(parts.hostname) and parts.scheme == "https"
