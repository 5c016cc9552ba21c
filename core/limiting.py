"""How often somebody may try: rows, because losing Redis must not open a door.

What was tried is kept as a keyed digest only, and forgotten after a day.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.crypto import salted_hmac

from core import clock
from core.models import Attempt

KEPT = timedelta(days=1)


def may_try(kind: str, most: Mapping[str, int], *, within: timedelta) -> bool:
    """Notes a try and says whether it was allowed: `most` says how many each subject has in that time.

    Every try counts, the refused ones too, so that waiting is the only way on.
    """
    now = clock.now()
    allowed = True
    for subject, limit in most.items():
        digest = _digest(kind, subject)
        tried = Attempt.objects.filter(subject=digest, at__gt=now - within).count()
        Attempt.objects.create(subject=digest, at=now)
        allowed = allowed and tried < limit
    return allowed


def _digest(kind: str, subject: str) -> str:
    return salted_hmac(f"attempt {kind}", subject, algorithm="sha256").hexdigest()


def forget_attempts() -> int:
    """Forgets tries older than a day; gives how many."""
    gone, _rows = Attempt.objects.filter(at__lt=clock.now() - KEPT).delete()
    return gone
