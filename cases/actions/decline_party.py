"""Say no to a role into which one was asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case, Invitation, Party
from cases.policies import roles_of
from cases.seating import forget, open_invitations
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from core.errors import NotAllowed, WrongState
from ledger.recording import Held, record


@act
def decline_party(case: Case, *, by: Actor, role: str) -> Case:
    """Leave a role before the application is submitted: the seat is free again, the words are gone.

    Also after signing: until it is submitted nobody is bound. Raises NotAllowed for the applicant,
    who gives up the application instead, and for anybody who has no seat there.
    """
    case, held = hold_case(case, also=["draft"])
    parties = parties_of(case)
    party = next((party for party in parties if party.role == role), None)
    if party is None or role not in roles_of(by, parties):
        raise NotAllowed(_("Only whoever was asked may decline."))
    if party.is_applicant:
        raise NotAllowed(_("An applicant gives up the application instead."))
    if case.state not in BEFORE_SUBMISSION:
        raise WrongState(_("It is submitted: whoever no longer wants it withdraws it for everybody."))
    changed: list[Any] = [*forget(case, party, at=held.now), *_close(case, role, held)]
    vacate(wording.DECLINE_PARTY, case, party, changed, held, by=by)
    return case


def vacate(said: str, case: Case, party: Party, changed: list[Any], held: Held, *, by: Actor) -> None:
    """The event that says so, then the seat is free."""
    record(
        said,
        held,
        by=by,
        subject=case,
        changed=changed,
        deleted=[party],
        data={"role": party.role, "name": party.name},
    )
    party.delete()


def _close(case: Case, role: str, held: Held) -> list[Invitation]:
    rows = list(open_invitations(case).filter(role=role))
    for row in rows:
        row.declined_at = held.now
    Invitation.objects.bulk_update(rows, ["declined_at"])
    return rows
