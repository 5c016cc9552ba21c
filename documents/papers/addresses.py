"""Where a printed code leads."""

from urllib.parse import quote

from django.conf import settings


def progress_address(number: str) -> str:
    """Where whoever holds the paper sees how the case stands, without signing in (experience page 4.1).

    It carries the number alone: the page asks for the last figures of a telephone before it says a word.
    """
    return f"{settings.SITE_URL.rstrip('/')}/progress/?number={quote(number)}"
