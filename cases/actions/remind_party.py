"""Remind somebody who was asked and has not signed."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.deadlines import REMINDER_HOURS
from cases.locking import hold_case
from cases.models import Case, Party
from cases.policies import must_own
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from core.errors import NotFound, TooOften, WrongState
from ledger.recording import record


@act
def remind_party(case: Case, *, by: Actor, role: str) -> Party:
    """One message to a party whose signature is missing, once a day at most.

    Raises NotFound for an empty seat, WrongState once they have signed or the case is submitted,
    TooOften within a day of the last reminder.
    """
    case, held = hold_case(case)
    parties = parties_of(case)
    must_own(by, case, parties)
    party = next((party for party in parties[1:] if party.role == role), None)
    if party is None:
        raise NotFound(_("Nobody fills this role yet."))
    if case.state not in BEFORE_SUBMISSION or party.confirmed_at:
        raise WrongState(_("Nothing is waited for from this party."))
    if party.reminded_at and held.now - party.reminded_at < timedelta(hours=REMINDER_HOURS):
        raise TooOften(_("They were reminded within the last day. Nothing was sent again."))
    party.reminded_at = held.now
    party.save(update_fields=["reminded_at"])
    record(
        wording.REMIND_PARTY,
        held,
        by=by,
        subject=case,
        changed=[party],
        data={"role": role, "name": party.name, "party": party.pk},
    )
    return party
