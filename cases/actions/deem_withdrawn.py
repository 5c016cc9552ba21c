"""End a case whose applicant did not answer the notice in time."""

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case
from cases.states import CaseState
from core.acts import act
from core.errors import WrongState
from ledger.recording import record


@act
def deem_withdrawn(case: Case, *, by: Actor) -> Case:
    """Counts as withdrawn by the applicant (B.2 art. 11(3)); fired by the notice's own timer."""
    case, held = hold_case(case)
    if case.state != CaseState.CORRECTING or not case.holder_due_at or case.holder_due_at > held.now:
        raise WrongState("The notice was answered, or its time has not passed.")
    case.deem_withdrawn(at=held.now)
    case.save()
    record(wording.DEEM_WITHDRAWN, held, by=by, subject=case, changed=[case])
    return case
