"""The payer gives a payment up that was begun."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import live_payment, must_have_bill
from cases.deadlines import PAYMENT_POLL
from cases.locking import hold_case
from cases.models import Case, Payment
from cases.policies import must_be_applicant
from cases.selectors import parties_of
from core.acts import act
from core.errors import WrongState
from core.timers import cancel_timer
from ledger.recording import record


@act
def cancel_payment(case: Case, *, by: Actor) -> Payment:
    """Close the open order; the gateway is told after commit. Raises WrongState when it is paid already.

    Of a payment and its cancelling at the same moment exactly one happens: both hold the case.
    """
    case, held = hold_case(case)
    must_be_applicant(by, case, parties_of(case))
    payment = live_payment(must_have_bill(case))
    if payment is None:
        raise WrongState(_("No payment is under way."), code="no_payment")
    cancel_timer(PAYMENT_POLL, payment.order_no)
    payment.cancel(at=held.now)
    payment.save()
    record(
        wording.CANCEL_PAYMENT,
        held,
        by=by,
        subject=payment,
        changed=[payment],
        data={"order": payment.order_no},
    )
    return payment
