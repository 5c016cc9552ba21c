"""Make the bill of an accepted case: one list, split by department (A-111)."""

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import yuan
from cases.charges import charges_of
from cases.composing import composition_of
from cases.locking import hold_case
from cases.models import Answer, Bill, BillLine, Case
from cases.payment_states import BillState
from core.acts import act
from ledger.recording import record


@act
def bill_case(case: Case, *, by: Actor) -> Bill | None:
    """The bill, from the fees of the pinned handbooks; None where nothing is charged. Twice is harmless.

    A bill of taxes alone has nothing to pay here: it says so and only shows them.
    """
    case, held = hold_case(case)
    known = Bill.objects.filter(case=case).first()
    if known is not None:
        return known
    answers = dict(Answer.objects.filter(case=case).values_list("element", "value"))
    charges = charges_of(composition_of(case, answers))
    if not charges:
        return None
    total = sum(charge.amount_fen or 0 for charge in charges)
    bill = Bill.objects.create(
        case=case,
        total_fen=total,
        made_at=held.now,
        state=BillState.OPEN if total else BillState.NOTHING_DUE,
        settled_at=None if total else held.now,
    )
    lines = BillLine.objects.bulk_create(BillLine(bill=bill, **vars(charge)) for charge in charges)
    record(
        wording.BILL_CASE if total else wording.BILL_NOTHING,
        held,
        by=by,
        subject=bill,
        changed=[bill, *lines],
        data={"total": yuan(total), "total_fen": total, "matters": [line.matter for line in lines]},
    )
    return bill
