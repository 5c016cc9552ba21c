"""Begin to pay a bill."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import live_payment, must_have_bill, new_number
from cases.deadlines import PAYMENT_POLL
from cases.locking import hold_case
from cases.models import Case, Payment
from cases.payment_states import BillState
from cases.policies import must_be_applicant
from cases.selectors import parties_of
from cases.states import OPEN, CaseState
from core.acts import act
from core.errors import WrongState
from core.timers import set_timer
from ledger.recording import record

MAY_BE_PAID = timedelta(minutes=30)
FIRST_LOOK = timedelta(minutes=1)
PAYABLE = frozenset({*OPEN, CaseState.DELIVERED})


@act
def begin_payment(case: Case, *, by: Actor) -> Payment:
    """One order for the whole bill; pressing again gives the order that is still open.

    Raises WrongState when there is nothing to pay, or the case has ended and the bill with it.
    """
    case, held = hold_case(case)
    must_be_applicant(by, case, parties_of(case))
    bill = must_have_bill(case)
    if bill.state != BillState.OPEN or case.state not in PAYABLE:
        raise WrongState(_("There is nothing to pay any more."), code="nothing_to_pay", state=bill.state)
    known = live_payment(bill)
    if known is not None:
        return known
    payment = Payment.objects.create(
        bill=bill,
        order_no=new_number("P"),
        amount_fen=bill.total_fen,
        created_at=held.now,
        expires_at=held.now + MAY_BE_PAID,
    )
    set_timer(PAYMENT_POLL, payment.order_no, held.now + FIRST_LOOK)
    record(
        wording.BEGIN_PAYMENT,
        held,
        by=by,
        subject=payment,
        changed=[payment],
        data={"order": payment.order_no, "amount_fen": payment.amount_fen},
    )
    return payment
