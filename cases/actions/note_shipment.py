"""News of a parcel from the courier, by callback or because it was asked."""

from datetime import timedelta

from django_fsm import can_proceed

from accounts.actor import Actor
from cases import money_wording as wording
from cases.deadlines import SHIPMENT_POLL
from cases.handing import deliver_when_all
from cases.locking import hold_case
from cases.models import Case, Result, Shipment
from cases.payment_states import SHIPMENT_TRANSITIONS, UNDER_WAY, ShipmentState
from cases.states import ResultState
from core.acts import act
from core.errors import NotFound
from core.identity import mask_name
from core.timers import cancel_timer, set_timer
from ledger.recording import Held, record

PAUSE = timedelta(hours=6)
ACTS = {str(target): name for name, (_sources, target) in SHIPMENT_TRANSITIONS.items()}
WORDS = {
    ShipmentState.PICKED_UP: {"zh": "已揽收", "en": "picked up"},
    ShipmentState.ON_THE_WAY: {"zh": "运输中", "en": "on its way"},
    ShipmentState.DELIVERED: {"zh": "已签收", "en": "delivered"},
}


@act
def note_shipment(order_no: str, *, by: Actor, state: str, label_no: str = "") -> Shipment:
    """The parcel moves forward only: repeated and belated news change nothing. Arrived is handed over."""
    case = Case.objects.filter(shipments__order_no=order_no).first()
    if case is None:
        raise NotFound()
    case, held = hold_case(case)
    shipment = Shipment.objects.get(order_no=order_no)
    labelled = bool(label_no) and not shipment.label_no
    if labelled:
        shipment.label_no = label_no
    name = ACTS.get(state, "")
    moved = bool(name) and can_proceed(getattr(shipment, name))
    if moved:
        getattr(shipment, name)(at=held.now)
    if moved or labelled:
        shipment.save()
        _tell(case, shipment, held, by=by)
    return shipment


def _tell(case: Case, shipment: Shipment, held: Held, *, by: Actor) -> None:
    if shipment.state in UNDER_WAY:
        set_timer(SHIPMENT_POLL, shipment.order_no, held.now + PAUSE)
        moved: list[Result] = []
    else:
        cancel_timer(SHIPMENT_POLL, shipment.order_no)
        moved = _end(case, shipment, held)
    back = shipment.state == ShipmentState.RETURNED
    words = WORDS.get(ShipmentState(shipment.state), {"zh": "已下单", "en": "ordered"})
    record(
        wording.RETURN_SHIPMENT if back else wording.NOTE_SHIPMENT,
        held,
        by=by,
        subject=shipment,
        changed=[shipment, *moved],
        data={"order": shipment.order_no, "state": shipment.state, "words": words},
    )
    if moved and not back:
        deliver_when_all(case, held, list(Result.objects.filter(case=case)), by=by)


def _end(case: Case, shipment: Shipment, held: Held) -> list[Result]:
    """The parcel's results are handed over, or lie on the shelf again."""
    rows = Result.objects.filter(case=case, matter__in=shipment.matters, state=ResultState.IN_TRANSFER)
    results = list(rows)
    for result in results:
        if shipment.state == ShipmentState.RETURNED:
            result.come_back()
        else:
            result.hand_over(way=Result.Method.COURIER, collector=mask_name(shipment.recipient), at=held.now)
    Result.objects.bulk_update(results, ["state", "method", "collector", "handed_over_at"])
    return results
