"""Take the role into which one was asked by a link."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Mandate, Person
from cases import wording
from cases.locking import hold_case
from cases.models import Case, Invitation, Party
from cases.names import same_name
from cases.policies import is_own
from cases.seating import Holder, is_same, seat
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from core.errors import NotAllowed, WrongState
from ledger.recording import Held, record


@act
def accept_invitation(invitation: Invitation, *, by: Actor, holder: Holder) -> Party:
    """Seat the person or organisation that was asked, and whoever acts for it; twice is harmless.

    The identity that signed in has to be the one that was asked: the number where one was given, and
    the name where one was. Raises NotAllowed for anybody else, WrongState for a link that has ended.
    """
    case, held = hold_case(invitation.case, also=["draft"])
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    mandate = must_speak_for(by, case, holder)
    if not is_meant(invitation, holder):
        raise NotAllowed(_("This invitation is for somebody else."), code="not_invited")
    parties = parties_of(case)
    seated = next((party for party in parties if party.role == invitation.role), None)
    if invitation.accepted_at and seated is not None and is_same(seated, holder):
        return seated
    _must_be_open(case, invitation, held)
    party = seat(case, parties, invitation.role, holder, mandate=mandate)
    invitation.accepted_at = held.now
    invitation.save(update_fields=["accepted_at"])
    record(
        wording.ACCEPT_INVITATION,
        held,
        by=by,
        subject=case,
        changed=[party, invitation],
        data={"role": party.role, "name": party.name, "party": party.pk},
    )
    return party


def is_meant(invitation: Invitation, holder: Holder) -> bool:
    """Whether this person or organisation is the one that was asked."""
    asked = invitation.person or invitation.organisation
    if asked is not None and (type(asked), asked.pk) != (type(holder), holder.pk):
        return False
    return not invitation.name or same_name(invitation.name, holder.name)


def must_speak_for(by: Actor, case: Case, holder: Holder) -> Mandate | None:
    """None for oneself and the organisation one represents; else the mandate. Raises NotAllowed."""
    key = {"person_id" if isinstance(holder, Person) else "organisation_id": holder.pk}
    if is_own(by, Party(**key)):
        return None
    held = by.authority_for(case.errand.record["id"], **key)
    if held is None:
        raise NotAllowed(_("You may not act for them here."), code="no_mandate")
    return Mandate.objects.select_related("agent").get(pk=held.mandate_id)


def _must_be_open(case: Case, invitation: Invitation, held: Held) -> None:
    if case.state not in BEFORE_SUBMISSION or not invitation.is_open(held.now):
        raise WrongState(
            _("This link has ended. Ask whoever sent it for a new one."), code="invitation_ended"
        )
