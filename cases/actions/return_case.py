"""Tell the applicant everything that has to be corrected, once."""

from collections.abc import Sequence

from accounts.actor import Actor
from cases import wording
from cases.correcting import check_gaps, new_correction
from cases.deadlines import CORRECTION_DUE, CORRECTION_WORKDAYS, SILENCE
from cases.locking import hold_case
from cases.models import Case
from cases.policies import must_accept
from cases.rules import Gap
from cases.transitions import allowed
from core.acts import act
from core.calendar import due_at
from core.timers import replace_timer
from ledger.recording import record


@act
def return_case(case: Case, *, by: Actor, gaps: Sequence[Gap], expect: int | None = None) -> Case:
    """Send the one-off notice (licensing law art. 32): all gaps at once, with a date.

    A second notice for the same case is possible and seen by supervision: its event says so.
    Raises BadInput for a gap that names nothing the errand asks for.
    """
    case, held = hold_case(case, expect=expect)
    must_accept(by, case)
    allowed(case, "ask_correction")
    checked = check_gaps(case, gaps)
    due = due_at(held.now, CORRECTION_WORKDAYS, "workday").at
    notice = new_correction(case, checked, at=held.now, due=due)
    case.ask_correction(at=held.now, due=due)
    case.save()
    replace_timer(SILENCE, CORRECTION_DUE, str(case.pk), due)
    record(
        wording.RETURN_CASE,
        held,
        by=by,
        subject=case,
        changed=[case, notice],
        data={"gaps": notice.gaps, "ordinal": notice.ordinal, "due": due.isoformat()},
    )
    return case
