"""No answer within five working days: the application counts as accepted."""

from accounts.actor import Actor
from approvals.actions.open_round import start_review
from cases.composing import composition_of
from cases.locking import hold_case
from cases.models import Answer, Case
from cases.states import CaseState
from core.acts import act
from core.errors import WrongState
from core.values import present


@act
def accept_by_silence(case: Case, *, by: Actor) -> Case:
    """Accepted as of the day the file came in (licensing law art. 32(4)); fired by the notice's timer.

    Raises WrongState when the window has answered, or its time has not passed.
    """
    case, held = hold_case(case)
    if case.state != CaseState.SUBMITTED or not case.notice_due_at or case.notice_due_at > held.now:
        raise WrongState("The window has answered, or its time has not passed.")
    answers = dict(Answer.objects.filter(case=case).values_list("element", "value"))
    return start_review(
        case,
        held,
        composition_of(case, answers),
        by=by,
        accepted_at=present(case.received_at, "received_at"),
        owed=[],
        by_silence=True,
    )
