"""What handing over at a counter and arriving by courier share."""

from accounts.actor import Actor
from cases import wording
from cases.models import Case, Result
from cases.states import ResultState
from ledger.recording import Held, record


def deliver_when_all(case: Case, held: Held, results: list[Result], *, by: Actor) -> Case:
    """The case is delivered when every result is."""
    if any(result.state != ResultState.HANDED_OVER for result in results):
        return case
    case.deliver(at=held.now)
    case.save()
    record(wording.DELIVER_CASE, held, by=by, subject=case, changed=[case])
    return case
