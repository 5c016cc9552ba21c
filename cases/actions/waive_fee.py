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
def waive_fee(case: Case, *, by: Actor, line: int, reason: str, basis: str) -> Bill:
    """Take one line off an open bill, with reason and basis; a bill with nothing left is settled.

    `basis`: the rule that lets it be waived, a document's number or an article (Administrative Licensing
    Law art. 59). Raises Incomplete without either, WrongState once it is paid or being paid, BadInput for
    a line that may not be reduced.
    """
    case, held = hold_case(case)
    must_accept(by, case)
    bill = must_have_bill(case)
    why = _why(reason, basis)
    if bill.state != BillState.OPEN or live_payment(bill):
        raise WrongState(_("The bill is settled, or is being paid at this moment."), state=bill.state)
    lines = lines_of(bill)
    waived = next((row for row in lines if row.pk == line), None)
    if waived is None or not waived.reducible or not waived.due_fen:
        raise BadInput(_("This line can't be waived."), errors=[{"field": "line"}])
    waived.waived_at, waived.waived_why = held.now, why
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


def _why(reason: str, basis: str) -> str:
    """Both in one line, as the payer reads them. Raises Incomplete, BadInput for more than fits."""
    given = {"reason": " ".join(reason.split()), "basis": " ".join(basis.split())}
    absent = [name for name, text in given.items() if not text]
    if absent:
        wanted = [{"field": name, "reason": _("This has to be filled in.")} for name in absent]
        raise Incomplete(_("Waiving a fee needs its reason and its basis."), errors=wanted)
    why = f"{given['reason']} ({given['basis']})"
    if len(why) > LONGEST_REASON:
        raise BadInput(_("Say it in fewer words."), errors=[{"field": "reason"}])
    return why
