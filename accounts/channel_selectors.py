"""What doors ask of the registry."""

from accounts.channel_keys import channel_in, fits
from accounts.channels import AccessChannel
from core import clock


def open_channel(code: str) -> AccessChannel | None:
    """The channel with that code, if it is open today."""
    return AccessChannel.objects.in_force(clock.today()).filter(code=code).first() if code else None


def own_channel(kind: str) -> AccessChannel | None:
    """The own site or the counter; None in a city that has not registered it."""
    return AccessChannel.objects.in_force(clock.today()).filter(kind=kind).first()


def channel_with_key(code: str, key: str) -> AccessChannel | None:
    """The open channel that this key opens: the present key, or the one before while it still serves."""
    channel = open_channel(code)
    if channel is None:
        return None
    still = channel.old_key_until is not None and clock.now() < channel.old_key_until
    return channel if fits(key, channel.key_digest, channel.old_key_digest if still else "") else None


def channel_of_ticket(ticket: str) -> AccessChannel | None:
    """The open channel that a person was handed over from; None for a forged or old ticket."""
    return open_channel(channel_in(ticket))


def framing_origins() -> list[str]:
    """The origins that may show public pages in a frame today, each once."""
    rows = AccessChannel.objects.in_force(clock.today()).values_list("origins", flat=True)
    return sorted({origin for origins in rows for origin in origins})
