"""Ask somebody into a role by a link that serves for this alone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Organisation, Person
from cases.actions.invite_party import check_inviting, record_invitation, seat_named
from cases.deadlines import INVITATION_DAYS
from cases.locking import hold_case
from cases.models import Case, Invitation, Party
from cases.names import same_name
from cases.seating import Holder, base_role, forget, joint_role, revoke_invitations, role_record
from core.acts import act
from core.errors import BadInput, WrongState
from ledger.recording import Held


@dataclass(frozen=True)
class Invitee:
    """Whom the applicant asks: by number or account, by name, or both; `joint` to sign with the role."""

    name: str = ""
    person: Person | None = None
    organisation: Organisation | None = None
    joint: bool = False

    @property
    def holder(self) -> Holder | None:
        """Who can be seated at once: known by number, and not under another name."""
        known = self.person or self.organisation
        if known is None or (self.name and any(known.name.values()) and not same_name(self.name, known.name)):
            return None
        return known


@act
def invite_by_link(
    case: Case, *, by: Actor, role: str, whom: Invitee, expect: int | None = None
) -> Invitation:
    """Make a link into a role, good for two weeks and for this one person; it ends the link before it.

    Whoever was named by number is seated at once and finds the case under their own; a bare name
    waits until somebody of that name opens the link. Raises like `invite_party`.
    """
    case, held = hold_case(case, expect=expect, also=["draft"])
    parties = check_inviting(case, by, role, joint=whom.joint)
    if not (whom.name or whom.person or whom.organisation):
        raise BadInput(_("Say whom you want to ask."), errors=[{"field": "who", "reason": _("Nobody.")}])
    joint = whom.joint and base_role(role) == role
    seat_role = joint_role(case, role) if joint else role
    revoked = revoke_invitations(case, seat_role, at=held.now)
    party, gone, changed = _seat_or_vacate(case, parties, seat_role, whom, held)
    invitation = _invitation(case, seat_role, whom, held)
    name = party.name if party else role_record(case, base_role(role))[1]["name"]
    rows = [*revoked, *changed, invitation]
    record_invitation(case, by, seat_role, name, held, party=party, changed=rows, deleted=gone)
    return invitation


def _seat_or_vacate(
    case: Case, parties: list[Party], role: str, whom: Invitee, held: Held
) -> tuple[Party | None, list[Party], list[Any]]:
    """Who sits there now, who left, and the other rows that changed."""
    if whom.holder:
        party, forgotten = seat_named(case, parties, role, whom.holder, held)
        return party, [], [party, *forgotten]
    former = next((party for party in parties if party.role == role), None)
    if former is None:
        return None, [], []
    if former.confirmed_at:
        raise WrongState(_("This party has already confirmed and can't be replaced."))
    return None, [former], forget(case, former, at=held.now)


def _invitation(case: Case, role: str, whom: Invitee, held: Held) -> Invitation:
    return Invitation.objects.create(
        case=case,
        role=role,
        joint=base_role(role) != role,
        name=whom.name,
        person=whom.person,
        organisation=whom.organisation,
        invited_at=held.now,
        expires_at=held.now + timedelta(days=INVITATION_DAYS),
    )
