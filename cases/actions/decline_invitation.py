"""Say no to a link into a role."""

from typing import Any

from accounts.actor import Actor
from cases import wording
from cases.actions.accept_invitation import is_meant, must_speak_for
from cases.locking import hold_case
from cases.models import Invitation
from cases.seating import Holder, base_role, forget, is_same, role_record
from cases.selectors import parties_of
from core.acts import act
from core.errors import NotAllowed
from ledger.recording import record


@act
def decline_invitation(invitation: Invitation, *, by: Actor, holder: Holder) -> Invitation:
    """The invited one declines; the applicant hears of it and may ask somebody else. Twice is harmless.

    Raises NotAllowed for anybody but the one that was asked.
    """
    case, held = hold_case(invitation.case, also=["draft"])
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    must_speak_for(by, case, holder)
    if not is_meant(invitation, holder):
        raise NotAllowed(code="not_invited")
    if not invitation.is_open(held.now):
        return invitation
    seated = next((row for row in parties_of(case) if row.role == invitation.role), None)
    gone = [seated] if seated is not None and is_same(seated, holder) else []
    changed: list[Any] = [row for party in gone for row in forget(case, party, at=held.now)]
    invitation.declined_at = held.now
    invitation.save(update_fields=["declined_at"])
    record(
        wording.DECLINE_PARTY,
        held,
        by=by,
        subject=case,
        changed=[invitation, *changed],
        deleted=gone,
        data={"role": invitation.role, "name": role_record(case, base_role(invitation.role))[1]["name"]},
    )
    for party in gone:
        party.delete()
    return invitation
