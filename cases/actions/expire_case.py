"""End a draft that nobody finished."""

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case
from cases.transitions import allowed
from core.acts import act
from ledger.recording import record


@act
def expire_case(case: Case, *, by: Actor) -> Case:
    """Close a draft when its time is over; fired by its timer. Nothing is deleted here."""
    case, held = hold_case(case)
    allowed(case, "expire")
    case.expire(at=held.now)
    case.save()
    record(wording.EXPIRE_CASE, held, by=by, subject=case, changed=[case])
    return case
