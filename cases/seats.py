"""Who may sit where: nobody deals with themself, and nobody speaks for both sides. Pure.

Civil Code art. 168: an agent may neither deal with themself in the principal's name nor act for both
parties. An organisation's legal representative is no agent (art. 61): the organisation acts itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cases.models import Party
from core.errors import NotAllowed


@dataclass(frozen=True)
class Seat:
    """One role with its holder, its side, and whoever acts for it under a mandate.

    `holder` and `agent` are keys such as "person:3"; `agent` is empty where the holder acts itself.
    Those who apply together sit on one `side`.
    """

    role: str
    holder: str
    side: str
    agent: str = ""


def clash(seats: Iterable[Seat]) -> tuple[str, str] | None:
    """The first two roles that may not be filled like this, or None."""
    seen: list[Seat] = []
    for seat in seats:
        for other in seen:
            if _clashes(seat, other):
                return other.role, seat.role
        seen.append(seat)
    return None


def _clashes(one: Seat, other: Seat) -> bool:
    if one.holder == other.holder:
        return True
    if one.side == other.side:
        return False
    speaks_for_both = bool(one.agent) and one.agent == other.agent
    return speaks_for_both or one.agent == other.holder or other.agent == one.holder


def seat_of(party: Party) -> Seat:
    """A party as the rule sees it."""
    holder = f"person:{party.person_id}" if party.person_id else f"organisation:{party.organisation_id}"
    side = party.joint_with.role if party.joint_with else party.role
    return Seat(party.role, holder, side, _agent_of(party))


def _agent_of(party: Party) -> str:
    if party.mandate is None:
        return ""
    agent = party.mandate.agent
    return f"person:{agent.person_id}" if agent.person_id else f"user:{agent.pk}"


def refuse_clash(parties: Iterable[Party]) -> None:
    """Raises NotAllowed when two roles of a case may not be filled like this."""
    found = clash(seat_of(party) for party in parties)
    if found:
        raise NotAllowed(
            _("One and the same person can't stand on both sides of an application."),
            code="conflict_of_interest",
            errors=[
                {"party": role, "reason": _("Filled by the same person, or acted for by one.")}
                for role in found
            ],
        )
