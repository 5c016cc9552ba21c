"""Reads on the windows of the halls."""

from accounts.models import ServicePoint


def hall_of(window: str) -> ServicePoint | None:
    """The hall that the window with this code stands in; None for an unknown code. One query."""
    return ServicePoint.objects.select_related("area").filter(windows__code=window).first()
