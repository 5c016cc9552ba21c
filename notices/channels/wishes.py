"""By which ways a person wants to be written to, as they chose under “My data”."""

from accounts.models import Person
from accounts.privacy import Profile

DEFAULT = Profile()  # never stored: whoever has chosen nothing is written to by every way


def wishes_of(person: Person) -> Profile:
    """What the person chose; the default where they have chosen nothing. No query where it was joined."""
    return getattr(person, "profile", DEFAULT)
