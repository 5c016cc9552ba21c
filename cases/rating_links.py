"""Links by which somebody judges without signing in: signed, for one party, used up by the judgement.

The link says who may judge what and nothing else. It is good once because a party judges each thing
once (`Rating`'s constraints), and for ninety days.
"""

from dataclasses import dataclass

from django.core import signing

from accounts.actor import Actor
from cases.models import Case, Party, Visit
from core.errors import NotFound

SALT = "cases.rating"
GOOD_FOR_SECONDS = 90 * 24 * 3600


@dataclass(frozen=True)
class RatingLink:
    """What a link opens: this party's judgement of the case, or of one visit."""

    case: Case
    party: Party
    visit: Visit | None

    @property
    def actor(self) -> Actor:
        """The party that holds the link, as the one who acts; it can do nothing else with it."""
        organisation = self.party.organisation_id
        return Actor(
            actor_id=f"party:{self.party.pk}",
            actor_label="rating link",
            person_id=self.party.person_id,
            organisation_ids=frozenset([organisation] if organisation else []),
        )


def token_for(party: Party, visit: Visit | None = None) -> str:
    """The signed text of a link."""
    return signing.dumps({"party": party.pk, "visit": visit.pk if visit else None}, salt=SALT)


def link_for(party: Party, visit: Visit | None = None) -> str:
    """The address of the page where this party judges; a path of the portal."""
    return f"/rate/{token_for(party, visit)}/"


def opened(token: str) -> RatingLink:
    """What the link opens. Raises NotFound for one that is not ours, was changed, or is too old."""
    try:
        held = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
        party = Party.objects.select_related("case__service_point").get(pk=held["party"])
        visit = Visit.objects.get(pk=held["visit"], case=party.case) if held["visit"] else None
    except (signing.BadSignature, Party.DoesNotExist, Visit.DoesNotExist):
        raise NotFound() from None
    return RatingLink(party.case, party, visit)
