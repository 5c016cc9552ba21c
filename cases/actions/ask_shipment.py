"""Have the courier asked where a parcel is that was long silent."""

from accounts.actor import Actor
from cases import money_wording as wording
from cases.actions.note_shipment import PAUSE
from cases.deadlines import SHIPMENT_POLL
from cases.locking import hold_case
from cases.models import Case, Shipment
from cases.payment_states import UNDER_WAY
from core.acts import act
from core.errors import NotFound
from core.timers import set_timer
from ledger.recording import record


@act
def ask_shipment(order_no: str, *, by: Actor) -> None:
    """The asking itself follows the event, after commit; then again every six hours."""
    case = Case.objects.filter(shipments__order_no=order_no).first()
    if case is None:
        raise NotFound()
    _case, held = hold_case(case)
    shipment = Shipment.objects.get(order_no=order_no)
    if shipment.state not in UNDER_WAY:
        return
    set_timer(SHIPMENT_POLL, order_no, held.now + PAUSE)
    record(wording.ASK_SHIPMENT, held, by=by, subject=shipment, changed=[], data={"order": order_no})
