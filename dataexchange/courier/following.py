"""What the courier says, turned into acts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases.actions import note_shipment
from cases.models import Shipment
from cases.payment_states import UNDER_WAY
from cases.sockets import Parcel, courier
from core.errors import BadInput

BY = "courier"


def take_callback(content: Mapping[str, Any]) -> str:
    """The parcel's state afterwards. Raises BadInput for what is no news, NotFound for a strange parcel."""
    order, state = content.get("order"), content.get("state")
    if not isinstance(order, str) or not isinstance(state, str):
        raise BadInput(_("This is no news of a parcel."))
    return _note(order, Parcel(state, str(content.get("label", ""))[:40]))


def call(order_no: str) -> None:
    """Orders the courier for a parcel that was packed; the same order twice is one parcel."""
    shipment = Shipment.objects.get(order_no=order_no)
    if shipment.state not in UNDER_WAY:
        return
    parcel = courier().order(
        order_no,
        recipient=shipment.recipient,
        mobile=shipment.mobile,
        address=shipment.address,
        cap_fen=shipment.price_fen,
    )
    _note(order_no, parcel)


def ask(order_no: str) -> None:
    """Asks where a parcel is that was long silent."""
    _note(order_no, courier().track(order_no))


def _note(order_no: str, parcel: Parcel) -> str:
    by = Actor.system(BY)
    return str(note_shipment(order_no, by=by, state=parcel.state, label_no=parcel.label_no).state)
