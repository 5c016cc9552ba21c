"""Who acted, in words: from the two labels that the ledger keeps of an actor. Pure.

The ledger never keeps a citizen's name, and a reader is told a post, not a person.
"""

from django.utils.translation import gettext as _

from accounts.models import Role
from core.text import pick

CITIZEN = "person "  # accounts.actor: a citizen's label is their row, never their name
BY_LINK = "rating link"


def actor_in_words(actor_label: str, post_label: str) -> str:
    """“Clerk · Service centre” for a post, “A party” for a citizen, empty for the product itself."""
    role, _blank, place = post_label.partition(" ")
    if role in Role.values:
        return " · ".join(part for part in (_role(role), _place(place)) if part)
    if post_label:
        return ""
    return _("A party") if actor_label.startswith((CITIZEN, BY_LINK)) else ""


def _role(role: str) -> str:
    return str(Role(role).label)


def _place(both: str) -> str:
    """One half of “资规局 / Planning Bureau”."""
    zh, _slash, en = both.partition(" / ")
    return pick({"zh": zh, "en": en or zh})
