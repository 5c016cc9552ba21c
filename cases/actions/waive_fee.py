"""Waive a fee that the catalogue says may be reduced."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import lines_of, live_payment, must_have_bill
from cases.locking import hold_case
from cases.models import Bill, Case
from cases.payment_states import BillState
from cases.policies import must_accept
from core.acts import act
from core.errors import BadInput, Incomplete, WrongState
from ledger.recording import record

LONGEST_REASON = 200


@act
def waive_fee(case: Case, *, by: Actor, line: int, reason: str) -> Bill:
    """Take one line off an open bill, with the reason; a bill with nothing left is settled.

    Raises WrongState once it is paid or being paid, BadInput for a line that may not be reduced.
    """
    case, held = hold_case(case)
    must_accept(by, case)
    bill = must_have_bill(case)
    if not reason.strip():
        raise Incomplete(_("Waiving a fee needs its reason."), errors=[{"field": "reason"}])
    if bill.state != BillState.OPEN or live_payment(bill):
        raise WrongState(_("The bill is settled, or is being paid at this moment."), state=bill.state)
    lines = lines_of(bill)
    waived = next((row for row in lines if row.pk == line), None)
    if waived is None or not waived.reducible or not waived.due_fen:
        raise BadInput(_("This line can't be waived."), errors=[{"field": "line"}])
    waived.waived_at, waived.waived_why = held.now, reason.strip()[:LONGEST_REASON]
    waived.save(update_fields=["waived_at", "waived_why"])
    left = sum(row.due_fen for row in lines)
    if left:
        bill.total_fen = left
    else:
        bill.forgive(at=held.now)
        bill.total_fen = 0
    bill.save()
    data = {"name": waived.name, "matter": waived.matter, "reason": waived.waived_why}
    record(wording.WAIVE_FEE, held, by=by, subject=bill, changed=[bill, waived], data=data)
    return bill
