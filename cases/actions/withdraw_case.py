"""The case's half of a withdrawal; approvals.withdraw holds the lock and breaks off the review."""

from accounts.actor import Actor
from cases import wording
from cases.deadlines import CORRECTION_DUE, DRAFT_EXPIRY, SILENCE, TOLERANCE_DUE
from cases.models import Case
from core.timers import cancel_timers
from ledger.recording import Held, record


def withdraw_case(case: Case, held: Held, *, by: Actor, reason: str = "") -> Case:
    """End the case at the applicant's wish. The caller has locked, authorized and checked."""
    case.withdraw(at=held.now)
    case.save()
    cancel_timers(str(case.pk), DRAFT_EXPIRY, SILENCE, CORRECTION_DUE, TOLERANCE_DUE)
    record(wording.WITHDRAW_CASE, held, by=by, subject=case, changed=[case], data={"reason": reason})
    return case
