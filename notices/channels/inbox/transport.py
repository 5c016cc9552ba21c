"""Nothing has to be carried: the row is what the person reads."""

from notices.models import Notice


def deliver(notice: Notice) -> None:
    """The notice must have been stored; there is no more to it."""
    if notice.pk is None:
        raise ValueError("A notice is stored before it is delivered.")
