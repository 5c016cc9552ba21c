"""Ask somebody no longer: the link ends, and an unsigned seat is free again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.actions.decline_party import vacate
from cases.actions.invite_party import check_inviting
from cases.locking import hold_case
from cases.models import Case, Invitation, Party
from cases.seating import base_role, forget, revoke_invitations, role_record
from core.acts import act
from core.errors import NotAllowed, NotFound, WrongState
from ledger.recording import Held, record


@act
def take_back_invitation(case: Case, *, by: Actor, role: str) -> Case:
    """End what was asked of somebody who has not signed; what they wrote is taken out.

    Without it an application could wait for ever for a joint applicant who does not answer. Raises
    NotAllowed for the applicant's own seat, WrongState for whoever has signed already (they leave
    themselves) or once it is submitted, NotFound where nobody was asked.
    """
    case, held = hold_case(case, also=["draft"])
    parties = check_inviting(case, by, role)
    party = next((row for row in parties if row.role == role), None)
    if party is not None and party.is_applicant:
        raise NotAllowed(_("An applicant gives up the application instead."))
    if party is not None and party.confirmed_at:
        raise WrongState(_("They have signed. Only they themselves can leave now."))
    revoked = revoke_invitations(case, role, at=held.now)
    if party is None and not revoked:
        raise NotFound()
    _record(case, by, role, party, revoked, held)
    return case


def _record(
    case: Case, by: Actor, role: str, party: Party | None, revoked: list[Invitation], held: Held
) -> None:
    """The event, then the seat is free."""
    changed: list[Any] = [*revoked, *(forget(case, party, at=held.now) if party else [])]
    if party is not None:
        vacate(wording.TAKE_BACK_INVITATION, case, party, changed, held, by=by)
        return
    data = {"role": role, "name": role_record(case, base_role(role))[1]["name"]}
    record(wording.TAKE_BACK_INVITATION, held, by=by, subject=case, changed=changed, data=data)
