"""Have the gateway asked how an order stands whose callback did not come."""

from datetime import timedelta

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import case_of_payment
from cases.deadlines import PAYMENT_POLL
from cases.locking import hold_case
from cases.models import Payment
from cases.payment_states import PaymentState
from core.acts import act
from core.timers import set_timer
from ledger.recording import record

LONGEST_PAUSE = timedelta(minutes=15)
MOST = 40  # then reconciliation names it


@act
def ask_payment(order_no: str, *, by: Actor) -> None:
    """After one minute, then 2, 4, 8 and every 15; the asking itself follows the event, after commit."""
    _case, held = hold_case(case_of_payment(order_no))
    payment = Payment.objects.get(order_no=order_no)
    if payment.state != PaymentState.CREATED:
        return
    payment.asked += 1
    payment.save(update_fields=["asked"])
    if payment.asked < MOST:
        pause = min(timedelta(minutes=1) * 2 ** min(payment.asked, 4), LONGEST_PAUSE)
        set_timer(PAYMENT_POLL, order_no, held.now + pause)
    record(wording.ASK_PAYMENT, held, by=by, subject=payment, changed=[payment], data={"order": order_no})
