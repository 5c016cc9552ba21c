"""Name who fills a role, so that they can take part on their own phone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Organisation, Person
from cases import wording
from cases.locking import hold_case
from cases.models import Case, Party
from cases.policies import first_role, must_own
from cases.seating import Holder, forget, is_same, revoke_invitations, seat
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from core.errors import NotAllowed, WrongState
from core.values import present
from ledger.recording import Held, record


@act
def invite_party(
    case: Case,
    *,
    by: Actor,
    role: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
    expect: int | None = None,
) -> Party:
    """Seat somebody in a role of the case; until they have confirmed, another may be named instead.

    Raises BadInput for an unknown role, WrongState once the role has confirmed or the case is submitted,
    NotAllowed where one person would stand on both sides.
    """
    case, held = hold_case(case, expect=expect, also=["draft"])
    parties = check_inviting(case, by, role)
    known: Holder = person or present(organisation, "whom to seat")
    revoked = revoke_invitations(case, role, at=held.now)
    party, forgotten = seat_named(case, parties, role, known, held)
    record_invitation(case, by, role, party.name, held, party=party, changed=[party, *forgotten, *revoked])
    return party


def check_inviting(case: Case, by: Actor, role: str, *, joint: bool = False) -> list[Party]:
    """The parties of a case into which this actor may ask somebody as that role now."""
    parties = parties_of(case)
    must_own(by, case, parties)
    if case.state not in BEFORE_SUBMISSION:
        raise WrongState(_("Parties are named before the application is submitted."))
    if not by.in_hall and not joint and role == first_role(parties):
        raise NotAllowed(_("An applicant is not replaced: begin a new application instead."))
    return parties


def seat_named(
    case: Case, parties: list[Party], role: str, holder: Holder, held: Held
) -> tuple[Party, list[Any]]:
    """The holder in their seat, and the rows of a former holder's words that changed."""
    former = next((party for party in parties if party.role == role), None)
    party = seat(case, parties, role, holder)
    forgotten = [] if former is None or is_same(former, holder) else forget(case, former, at=held.now)
    return party, forgotten


def record_invitation(
    case: Case,
    by: Actor,
    role: str,
    name: dict[str, str],
    held: Held,
    *,
    party: Party | None,
    changed: list[Any],
    deleted: list[Party] | None = None,
) -> None:
    """One event; whoever left their seat goes after it, while their key can still be named."""
    record(
        wording.INVITE_PARTY,
        held,
        by=by,
        subject=case,
        changed=changed,
        deleted=deleted or [],
        data={"role": role, "name": name, "party": party.pk if party else None},
    )
    for gone in deleted or []:
        gone.delete()
