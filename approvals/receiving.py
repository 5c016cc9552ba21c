"""Messages to the applicant about money and parcels: one per event."""

from collections.abc import Callable

from approvals.reminding import applicant_of
from cases import money_wording as money
from cases.models import Case
from core.text import both
from ledger.models import Event
from ledger.registry import subscriber
from notices import receiving_wording as wording
from notices.actions import notify
from notices.wording import Params

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
    case = Case.objects.get(chain_id=event.chain_id)
    person = applicant_of(case)
    if person is None or not worth_telling(event):
        return
    params: Params = {
        "name": case.name,
        "number": case.number or both(case.name),
        "total": str(event.data.get("total", "")),
    }
    notify(
        person,
        kind,
        params,
        link=f"/cases/{case.public_id}/{page}",
        about=case.number or "",
        source_event=event.pk,
        language=case.language,
    )
