"""Who takes part in an application and how far each has come, as its applicant may know it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.deadlines import REMINDER_HOURS
from cases.models import Invitation, Party
from cases.seating import MOST_JOINT, base_role, open_invitations
from core import clock
from core.text import pick
from matters.composing import Composition
from portal.citizen import words
from portal.citizen.acting import called
from portal.citizen.drafts import Application

EMPTY, ASKED, JOINED, SIGNED, ENDED = "empty", "asked", "joined", "signed", "ended"
HOUR = 3600


def shown_name(party: Party) -> str:
    """A person masked, an organisation by its public name."""
    holder = party.person or party.organisation
    return called(holder) if holder else ""


def rows_of(mine: Application) -> list[dict[str, Any]]:
    """One row for each seat besides the applicant's, in the order of the errand, joint ones last."""
    seated = {party.role: party for party in mine.parties}
    invited = {row.role: row for row in Invitation.objects.filter(case=mine.case).order_by("id")}
    roles = [*mine.needed_roles(), *_asked_jointly(mine, seated)]
    return [_row(mine, role, seated.get(role["role"]), invited.get(role["role"])) for role in roles]


def _asked_jointly(mine: Application, seated: Mapping[str, Party]) -> list[dict[str, Any]]:
    """Seats of joint applicants whose link nobody has opened yet."""
    if not mine.parties:
        return []
    first = mine.parties[0]
    waiting = open_invitations(mine.case).filter(joint=True, accepted_at__isnull=True)
    return [
        {"role": row.role, "name": first.name, "kinds": ["person"], "states": [], "signs": True}
        for row in waiting
        if row.role not in seated
    ]


def may_be_joined(mine: Application) -> bool:
    """Whether somebody more may apply together with the applicant."""
    joint = {row.role for row in open_invitations(mine.case).filter(joint=True)}
    joint |= {party.role for party in mine.parties if party.joint_with}
    return len(joint) + 1 < MOST_JOINT


def _row(
    mine: Application, role: Mapping[str, Any], party: Party | None, invitation: Invitation | None
) -> dict[str, Any]:
    elements = mine.composition.errand.sources.elements
    joint = base_role(role["role"]) != role["role"]
    waiting = invitation if invitation and invitation.is_open(clock.now()) else None
    return {
        "role": role["role"],
        "name": pick(role["name"]),
        "joint": joint,
        "who": shown_name(party) if party else (waiting.name if waiting else ""),
        "stage": stage_of(party, invitation),
        "signed_at": party.confirmed_at if party else None,
        "expires_at": waiting.expires_at if waiting else None,
        "declined_at": invitation.declined_at if invitation else None,
        "states": words.joined(pick(elements[code]["name"]) for code in role["states"] if code in elements),
        "todo": _unanswered(waiting)
        if party is None and joint
        else todo_of(mine.composition, party, mine.draft.answers),
        "organisation": "person" not in role["kinds"],
        "invitation": invitation,
        "remindable": _remindable(party),
        "url": _page(mine, "invite", role["role"]),
        "remind_url": _page(mine, "remind", role["role"]),
        "uninvite_url": _page(mine, "uninvite", role["role"]),
    }


def stage_of(party: Party | None, invitation: Invitation | None) -> str:
    """How far a seat has come. A link that nobody used in time has ended."""
    if party is not None and party.confirmed_at:
        return SIGNED
    if party is not None and (invitation is None or invitation.accepted_at):
        return JOINED
    if invitation is not None and invitation.is_open(clock.now()):
        return ASKED
    if party is not None:
        return JOINED
    return ENDED if invitation is not None and not invitation.revoked_at else EMPTY


def _unanswered(waiting: Invitation | None) -> str:
    """Of somebody asked to sign too who has no seat yet."""
    return _("has not answered yet; wait, or take the invitation back") if waiting else ""


def todo_of(composition: Composition, party: Party | None, answers: Mapping[str, Any]) -> str:
    """What a party still has to do, counted, never what it wrote."""
    if party is None or party.confirmed_at:
        return ""
    required = {row.element for row in composition.fields if row.required}
    left = [name for name in party.states if name in required and answers.get(name) is None]
    if left:
        return _("still has to state %(n)s of %(all)s, then sign") % {
            "n": len(left),
            "all": len([name for name in party.states if name in required]),
        }
    return _("has stated everything and still has to sign") if party.states else _("still has to sign")


def _remindable(party: Party | None) -> bool:
    if party is None or party.confirmed_at:
        return False
    last = party.reminded_at
    return last is None or (clock.now() - last).total_seconds() >= REMINDER_HOURS * HOUR


def _page(mine: Application, name: str, role: str) -> str:
    return reverse(f"portal:{name}", kwargs={"reference": mine.reference, "role": role})
