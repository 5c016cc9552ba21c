"""The case's half of taking an acceptance back; approvals.withdraw_acceptance breaks off the review."""

from collections.abc import Sequence

from accounts.actor import Actor
from cases import wording
from cases.models import Case, Undertaking
from ledger.recording import Held, record


def withdraw_acceptance(
    case: Case, held: Held, *, by: Actor, owed: Sequence[str], came: Sequence[Undertaking] = ()
) -> Case:
    """End a case whose owed materials did not come in time (B.2 art. 11(2)); the lock is held."""
    case.withdraw_acceptance(at=held.now)
    case.save()
    record(
        wording.WITHDRAW_ACCEPTANCE,
        held,
        by=by,
        subject=case,
        changed=[case, *came],
        data={"owed": list(owed)},
    )
    return case
