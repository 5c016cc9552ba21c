"""The applicant answers the one-off notice, before acceptance."""

from accounts.actor import Actor
from cases import wording
from cases.correcting import settle
from cases.deadlines import CORRECTION_DUE, SILENCE, SILENCE_WORKDAYS
from cases.gaps import open_corrections
from cases.locking import hold_case
from cases.models import Case
from cases.policies import must_own
from cases.selectors import parties_of
from cases.transitions import allowed
from core.acts import act
from core.calendar import due_at
from core.timers import replace_timer
from ledger.recording import record


@act
def supplement_case(case: Case, *, by: Actor, expect: int | None = None) -> Case:
    """Hand the corrected file in again; the five-day clock of the first answer starts anew.

    Raises Incomplete naming everything of the notice that has not come.
    """
    case, held = hold_case(case, expect=expect)
    must_own(by, case, parties_of(case))
    allowed(case, "supplement")
    notices, answers = settle(case, open_corrections(case), at=held.now)
    due = due_at(held.now, SILENCE_WORKDAYS, "workday").at
    case.supplement(at=held.now, notice_due=due)
    case.save()
    replace_timer(CORRECTION_DUE, SILENCE, str(case.pk), due)
    record(wording.SUPPLEMENT_CASE, held, by=by, subject=case, changed=[case, *notices, *answers])
    return case
