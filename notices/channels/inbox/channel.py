"""Everyone has an inbox: the stored notice is in it, one by one and at any hour, whatever they wish.

It is where papers are served (送达): no choice of ways takes a decision, a notice or a day away from it.
"""

from accounts.models import Person
from notices.digests import Words


class Channel:
    """Reaches a person when they sign in."""

    disturbs = False
    rings = False

    def address(self, person: Person) -> str:
        return f"person {person.pk}"

    def send(self, words: Words, address: str, *, number: str, language: str) -> None:
        """Nothing has to be carried: the row is what the person reads."""
