"""What follows an event of a case inside the case: its bill is made, and later follows its outcome.

After commit and exactly once, so that an act of a case that costs nothing pays nothing for it.
"""

from typing import Any

from accounts.actor import Actor
from cases import wording
from cases.actions.bill_case import bill_case
from cases.actions.end_bill import end_bill
from cases.models import Case
from ledger.models import Event
from ledger.registry import subscriber

KEY = "billing"
MAKES = wording.ACCEPT_CASE
GRANTS = wording.CONCLUDE_CASE
ENDS = (wording.WITHDRAW_CASE, wording.WITHDRAW_ACCEPTANCE)


def _when_charged(event: Any) -> list[tuple[str, str]]:
    """Whether the errand costs anything; the outcome is followed in any case, for a bill may be there."""
    if event.action == MAKES and not event.data.get("charged"):
        return []
    return [("bill", "default")]


@subscriber(KEY, actions=[MAKES, GRANTS, *ENDS], split=_when_charged)
def follow(event: Event, _part: str) -> None:
    """Makes the bill at acceptance; afterwards cancels it or pays back what is owed back."""
    case = Case.objects.get(chain_id=event.chain_id)
    by = Actor.system(KEY)
    if event.action == MAKES:
        bill_case(case, by=by)
    else:
        end_bill(case, by=by, granted=event.data.get("results", ()))
