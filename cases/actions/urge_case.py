"""Ask whoever has the case to hurry (催办)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.actions.write_message import WINDOW
from cases.locking import hold_case
from cases.models import Case, Party, Urge
from cases.policies import must_be_applicant, roles_of
from cases.selectors import parties_of
from cases.states import Holder
from core.acts import act
from core.clock import local_date
from core.errors import TooOften, WrongState
from ledger.recording import record

URGEABLE = (Holder.WINDOW, Holder.DEPARTMENTS, Holder.EXIT)


@act
def urge_case(case: Case, *, by: Actor) -> Urge:
    """Once a day for each case; the holder and supervision see it, and it stays on record.

    Raises TooOften the second time on a day, WrongState while nobody but the applicant has the case.
    """
    case, held = hold_case(case, beside=["holder_department"])
    parties = parties_of(case)
    must_be_applicant(by, case, parties)
    if case.submitted_at is None or case.holder not in URGEABLE:
        raise WrongState(_("Nobody but you has the application now, so there is nobody to urge."))
    urge = Urge(
        case=case,
        party=_own(by, parties),
        department=case.holder_department,
        on=local_date(held.now),
        urged_at=held.now,
    )
    _save_once(urge)
    name = case.holder_department.short_name if case.holder_department else WINDOW
    record(wording.URGE_CASE, held, by=by, subject=case, changed=[urge], data={"name": name})
    return urge


def _own(by: Actor, parties: list[Party]) -> Party:
    roles = roles_of(by, parties)
    return next((party for party in parties if party.role in roles), parties[0])


def _save_once(urge: Urge) -> None:
    """The table keeps one per case and day; a second one is told so."""
    try:
        with transaction.atomic():
            urge.save()
    except IntegrityError:
        raise TooOften(
            _("It has been urged today; whoever has it knows. You may do so again tomorrow.")
        ) from None
