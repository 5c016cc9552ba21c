"""The gateway's word on a refund."""

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import yuan
from cases.locking import hold_case
from cases.models import Case, Refund
from cases.payment_states import RefundState
from core.acts import act
from core.errors import NotFound
from ledger.recording import record


@act
def settle_refund(refund_no: str, *, by: Actor, taken: bool) -> Refund:
    """Paid back, or not taken; what was paid back stays so whatever is said later."""
    case = Case.objects.filter(bill__payments__refunds__refund_no=refund_no).first()
    if case is None:
        raise NotFound()
    _case, held = hold_case(case)
    refund = Refund.objects.get(refund_no=refund_no)
    if refund.state == RefundState.DONE or (refund.state == RefundState.REFUSED and not taken):
        return refund
    if taken:
        refund.complete(at=held.now)
    else:
        refund.refuse()
    refund.save()
    record(
        wording.COMPLETE_REFUND if taken else wording.REFUSE_REFUND,
        held,
        by=by,
        subject=refund,
        changed=[refund],
        data={"refund": refund_no, "total": yuan(refund.amount_fen)},
    )
    return refund
