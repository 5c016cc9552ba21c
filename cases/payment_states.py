"""The states of a bill, its payments, its refunds and a parcel, and which acts lead from where to where.

One table is the truth, as in `cases.states`; every state x transition pair is tested.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BillState(models.TextChoices):
    """Where a case's bill stands."""

    OPEN = "open", _("To be paid")
    PAID = "paid", _("Paid")
    NOTHING_DUE = "nothing_due", _("Nothing to pay")
    CANCELLED = "cancelled", _("Cancelled: nothing has to be paid any more")


class PaymentState(models.TextChoices):
    """What became of one order at the payment gateway."""

    CREATED = "created", _("Begun")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Not paid")
    CANCELLED = "cancelled", _("Cancelled")
    LATE = "late", _("Paid after it was closed: goes back")


class RefundState(models.TextChoices):
    """Where a refund is on its way back to the payer."""

    REQUESTED = "requested", _("On its way back")
    DONE = "done", _("Paid back")
    REFUSED = "refused", _("Not taken by the gateway")


class ShipmentState(models.TextChoices):
    """Where a parcel is; each is further on than the one before."""

    ORDERED = "ordered", _("The courier is called")
    PICKED_UP = "picked_up", _("With the courier")
    ON_THE_WAY = "on_the_way", _("On its way")
    DELIVERED = "delivered", _("Delivered")
    RETURNED = "returned", _("Came back")


B, P, R, H = BillState, PaymentState, RefundState, ShipmentState

# act -> (states it may start from, state it leads to)
BILL_TRANSITIONS: dict[str, tuple[tuple[BillState, ...], BillState]] = {
    "settle": ((B.OPEN,), B.PAID),
    "forgive": ((B.OPEN,), B.NOTHING_DUE),
    "cancel": ((B.OPEN,), B.CANCELLED),
}
PAYMENT_TRANSITIONS: dict[str, tuple[tuple[PaymentState, ...], PaymentState]] = {
    "confirm": ((P.CREATED,), P.PAID),
    "fail": ((P.CREATED,), P.FAILED),
    "cancel": ((P.CREATED,), P.CANCELLED),
    "come_late": ((P.FAILED, P.CANCELLED), P.LATE),
}
REFUND_TRANSITIONS: dict[str, tuple[tuple[RefundState, ...], RefundState]] = {
    "complete": ((R.REQUESTED, R.REFUSED), R.DONE),
    "refuse": ((R.REQUESTED,), R.REFUSED),
}
SHIPMENT_TRANSITIONS: dict[str, tuple[tuple[ShipmentState, ...], ShipmentState]] = {
    "pick_up": ((H.ORDERED,), H.PICKED_UP),
    "move": ((H.ORDERED, H.PICKED_UP), H.ON_THE_WAY),
    "deliver": ((H.ORDERED, H.PICKED_UP, H.ON_THE_WAY), H.DELIVERED),
    "come_back": ((H.ORDERED, H.PICKED_UP, H.ON_THE_WAY), H.RETURNED),
}
# Money that has come in and not gone astray; an order that may still bring some.
HAS_MONEY = (P.PAID, P.LATE)
LIVE_PAYMENT = (P.CREATED, P.PAID)
UNDER_WAY = (H.ORDERED, H.PICKED_UP, H.ON_THE_WAY)
