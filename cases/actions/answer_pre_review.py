"""Answer the check before submission."""

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case
from cases.policies import must_accept
from cases.transitions import allowed
from core.acts import act
from ledger.recording import record


@act
def answer_pre_review(case: Case, *, by: Actor, advice: str, expect: int | None = None) -> Case:
    """Give the draft back with the window's advice; the applicant decides what to make of it."""
    case, held = hold_case(case, expect=expect)
    must_accept(by, case)
    allowed(case, "answer_pre_review")
    case.answer_pre_review(at=held.now)
    case.save()
    record(wording.ANSWER_PRE_REVIEW, held, by=by, subject=case, changed=[case], data={"advice": advice})
    return case
