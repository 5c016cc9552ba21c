"""Keep a draft for longer: whoever comes back to it needs not change anything for that."""

from accounts.actor import Actor
from cases import wording
from cases.deadlines import DRAFT_DAYS, DRAFT_EXPIRY
from cases.locking import hold_case
from cases.models import Case
from cases.policies import must_write_draft
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from core.calendar import due_at
from core.errors import WrongState
from core.timers import set_timer
from ledger.recording import record


@act
def keep_draft(case: Case, *, by: Actor) -> Case:
    """The draft's thirty days begin anew. Raises WrongState when it is no draft any more."""
    case, held = hold_case(case, also=["draft"])
    must_write_draft(by, case, parties_of(case))
    if case.state not in BEFORE_SUBMISSION:
        raise WrongState
    case.draft.saved_at = held.now
    case.draft.save(update_fields=["saved_at"])
    set_timer(DRAFT_EXPIRY, str(case.pk), due_at(held.now, DRAFT_DAYS, "day").at)
    record(wording.KEEP_DRAFT, held, by=by, subject=case, changed=[case.draft])
    return case
