"""Ask for a check before submission."""

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case
from cases.policies import must_own
from cases.selectors import parties_of
from cases.transitions import allowed
from core.acts import act
from ledger.recording import record


@act
def request_pre_review(case: Case, *, by: Actor, expect: int | None = None) -> Case:
    """A professional looks before anything is formally submitted; no legal clock runs (A-031)."""
    case, held = hold_case(case, expect=expect)
    must_own(by, case, parties_of(case))
    allowed(case, "ask_pre_review")
    case.ask_pre_review(at=held.now)
    case.save()
    record(wording.REQUEST_PRE_REVIEW, held, by=by, subject=case, changed=[case])
    return case
