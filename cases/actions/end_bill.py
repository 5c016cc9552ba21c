"""What the end of a case means for its bill: an open one is cancelled, a paid one gives back what is owed."""

from collections.abc import Collection

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import lines_of, live_payment, locked_bill, new_number, yuan
from cases.charges import goes_back
from cases.deadlines import PAYMENT_POLL
from cases.locking import hold_case
from cases.models import Bill, BillLine, Case, Payment, Refund
from cases.payment_states import BillState, PaymentState
from core.acts import act
from core.timers import cancel_timer
from ledger.recording import Held, record


@act
def end_bill(case: Case, *, by: Actor, granted: Collection[str] = ()) -> Bill | None:
    """Follow the case's outcome. `granted`: the matters whose fees stay due. Twice is harmless."""
    case, held = hold_case(case)
    bill = locked_bill(case)
    if bill is None:
        return None
    lines = [row for row in lines_of(bill) if goes_back(row.matter, row.due_fen, granted)]
    if not lines:
        return bill
    if bill.state == BillState.OPEN:
        _take_off(bill, lines, held, by=by)
    elif bill.state == BillState.PAID:
        _give_back(bill, lines, held, by=by, ended=not granted)
    return bill


def _take_off(bill: Bill, lines: list[BillLine], held: Held, *, by: Actor) -> None:
    """Nothing was paid yet. What is still due for what was granted stays on the bill."""
    left = bill.total_fen - sum(row.due_fen for row in lines)
    changed: list[Bill | BillLine | Payment] = [bill]
    payment = live_payment(bill)
    if payment is not None:
        payment.cancel(at=held.now)
        payment.save()
        cancel_timer(PAYMENT_POLL, payment.order_no)
        changed.append(payment)
    if left:
        bill.total_fen = left
    else:
        bill.cancel(at=held.now)
    bill.save()
    for row in lines:
        row.dropped_at = held.now
    BillLine.objects.bulk_update(lines, ["dropped_at"])
    changed += lines
    data = {"left": yuan(left), **({"order": payment.order_no} if payment else {})}
    record(wording.CANCEL_BILL, held, by=by, subject=bill, changed=changed, data=data)


def _give_back(bill: Bill, lines: list[BillLine], held: Held, *, by: Actor, ended: bool) -> None:
    payment = Payment.objects.get(bill=bill, state=PaymentState.PAID)
    known = set(Refund.objects.filter(payment=payment).values_list("line_id", flat=True))
    refunds = Refund.objects.bulk_create(
        Refund(
            payment=payment,
            line=row,
            refund_no=new_number("R"),
            amount_fen=row.due_fen,
            reason=Refund.Reason.ENDED if ended else Refund.Reason.NOT_GRANTED,
            requested_at=held.now,
        )
        for row in lines
        if row.pk not in known
    )
    if not refunds:
        return
    record(
        wording.REQUEST_REFUNDS,
        held,
        by=by,
        subject=bill,
        changed=refunds,
        data={
            "total": yuan(sum(refund.amount_fen for refund in refunds)),
            "refunds": [refund.refund_no for refund in refunds],
        },
    )
