"""The gateway says that an order was paid."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import case_of_payment, must_have_bill, new_number, yuan
from cases.deadlines import PAYMENT_POLL
from cases.locking import hold_case
from cases.models import Bill, Payment, Refund
from cases.payment_states import HAS_MONEY, BillState, PaymentState
from core.acts import act
from core.errors import BadInput
from core.timers import cancel_timer
from ledger.recording import Held, record


@act
def settle_payment(order_no: str, *, by: Actor, gateway_no: str, amount_fen: int) -> Payment:
    """The bill is paid. Told twice, or in the wrong order, it stays one payment (C14.1).

    Money for an order that was closed before, or for a bill that is no longer open, is kept on record
    and goes back whole. Raises BadInput for another amount than the order's: reconciliation names it.
    """
    case, held = hold_case(case_of_payment(order_no))
    payment = Payment.objects.get(order_no=order_no)
    if payment.state in HAS_MONEY:
        return payment
    if amount_fen != payment.amount_fen:
        raise BadInput(_("The amount is not the order's."), code="wrong_amount")
    bill = must_have_bill(case)
    cancel_timer(PAYMENT_POLL, order_no)
    if payment.state != PaymentState.CREATED or bill.state != BillState.OPEN:
        return _send_back(bill, payment, held, by=by, gateway_no=gateway_no)
    payment.confirm(gateway_no=gateway_no, at=held.now)
    payment.save()
    bill.settle(at=held.now)
    bill.save()
    record(
        wording.SETTLE_PAYMENT,
        held,
        by=by,
        subject=payment,
        changed=[payment, bill],
        data={"order": order_no, "total": yuan(amount_fen), "amount_fen": amount_fen},
    )
    return payment


def _send_back(bill: Bill, payment: Payment, held: Held, *, by: Actor, gateway_no: str) -> Payment:
    """The cancellation was first: the money was not waited for."""
    if payment.state == PaymentState.CREATED:
        payment.cancel(at=held.now)
    payment.come_late(gateway_no=gateway_no, at=held.now)
    payment.save()
    refund = Refund.objects.create(
        payment=payment,
        refund_no=new_number("R"),
        amount_fen=payment.amount_fen,
        reason=Refund.Reason.CAME_LATE,
        requested_at=held.now,
    )
    record(
        wording.RETURN_LATE_PAYMENT,
        held,
        by=by,
        subject=payment,
        changed=[payment, refund],
        data={
            "order": payment.order_no,
            "total": yuan(payment.amount_fen),
            "refunds": [refund.refund_no],
            "bill": bill.state,
        },
    )
    return payment
