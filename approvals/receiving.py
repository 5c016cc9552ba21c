"""Messages to the applicant about money and parcels: one per event."""

from collections.abc import Callable

from approvals.telling import applicants_of, case_of, tell
from cases import money_wording as money
from ledger.models import Event
from ledger.registry import subscriber
from notices import receiving_wording as wording

BILL, CASE, EXIT = "bill/", "", "exit/"
Told = tuple[str, str, Callable[[Event], bool]]


def _always(_event: Event) -> bool:
    return True


def _costs_something(event: Event) -> bool:
    return bool(event.data["total_fen"])


# action -> the kind of notice, the page it leads to, and whether there is anything to say
TOLD: dict[str, Told] = {
    money.BILL_CASE: (wording.FEE_DUE, BILL, _costs_something),
    money.SETTLE_PAYMENT: (wording.FEE_PAID, BILL, _always),
    money.REQUEST_REFUNDS: (wording.FEE_BACK, BILL, _always),
    money.RETURN_LATE_PAYMENT: (wording.FEE_BACK, BILL, _always),
    money.SEND_RESULTS: (wording.RESULT_SENT, CASE, _always),
    money.RETURN_SHIPMENT: (wording.RESULT_CAME_BACK, EXIT, _always),
}


@subscriber("receiving_notices", actions=TOLD)
def tell_applicant(event: Event) -> None:
    """The applicant hears of a bill, a payment, a refund or a parcel; nobody else pays or receives."""
    kind, page, worth_telling = TOLD[event.action]
    if not worth_telling(event):
        return
    case = case_of(event)
    message = kind, {"total": str(event.data.get("total", ""))}
    tell(applicants_of(case), message, case, event=event, page=page)
