"""When a message leaves, and with how many others. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.clock import local

WINDOW = timedelta(hours=1)


def leaves_at(at: datetime, *, quiet_from: int, quiet_to: int, urgent: bool = False) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into; hours of the city's clock.

    From 22 to 8: 23:10 waits until 8:00 the next day, 7:59 until 8:00. Equal hours mean no quiet.
    """
    here = local(at)
    over_midnight = quiet_from > quiet_to
    inside = (
        here.hour >= quiet_from or here.hour < quiet_to
        if over_midnight
        else quiet_from <= here.hour < quiet_to
    )
    if urgent or not inside:
        return at
    end = here.replace(hour=quiet_to, minute=0, second=0, microsecond=0)
    return end if end > here else end + timedelta(days=1)


def held_until(sent: Sequence[datetime], now: datetime, *, digest_from: int) -> datetime | None:
    """Until when the next message waits to go out in a digest; None when it may leave at once.

    `sent`: when this person's last messages left by the channel. The first `digest_from` - 1 of an hour
    leave alone; what comes after waits until that hour is over and leaves as one message.
    """
    recent = sorted(at for at in sent if now - WINDOW < at <= now)
    if digest_from < 2 or len(recent) < digest_from - 1:
        return None
    return recent[0] + WINDOW
