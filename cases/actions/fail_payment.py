"""The gateway says that an order was closed without money."""

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import case_of_payment
from cases.deadlines import PAYMENT_POLL
from cases.locking import hold_case
from cases.models import Payment
from cases.payment_states import PaymentState
from core.acts import act
from core.timers import cancel_timer
from ledger.recording import record


@act
def fail_payment(order_no: str, *, by: Actor) -> Payment:
    """The order is over and the bill stays open, to be paid by another order. Later news is harmless."""
    _case, held = hold_case(case_of_payment(order_no))
    payment = Payment.objects.get(order_no=order_no)
    if payment.state != PaymentState.CREATED:
        return payment
    cancel_timer(PAYMENT_POLL, order_no)
    payment.fail(at=held.now)
    payment.save()
    record(wording.FAIL_PAYMENT, held, by=by, subject=payment, changed=[payment], data={"order": order_no})
    return payment
