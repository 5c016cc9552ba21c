"""What the gateway says, turned into acts: by callback, or because it was asked after an event."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases.actions import fail_payment, settle_payment, settle_refund
from cases.models import Payment, Refund
from cases.payment_states import PaymentState, RefundState
from cases.sockets import OrderStanding, gateway
from core.errors import BadInput

BY = "payments"


def take_callback(content: Mapping[str, Any]) -> str:
    """The order's state afterwards. Raises BadInput for what is no news, NotFound for a strange order."""
    order, state = content.get("order"), content.get("state")
    number, amount = content.get("gateway_no"), content.get("amount_fen")
    if not isinstance(order, str) or state not in ("paid", "closed"):
        raise BadInput(_("This is no news of an order."))
    if state == "paid" and not (isinstance(number, str) and number and type(amount) is int):
        raise BadInput(_("A payment has its number and its amount."))
    return follow_standing(order, OrderStanding(state, str(number or ""), amount or 0))


def follow_standing(order_no: str, standing: OrderStanding) -> str:
    """Paid settles, closed fails, open changes nothing."""
    by = Actor.system(BY)
    if standing.state == "paid":
        payment = settle_payment(
            order_no, by=by, gateway_no=standing.gateway_no, amount_fen=standing.amount_fen
        )
    elif standing.state == "closed":
        payment = fail_payment(order_no, by=by)
    else:
        return PaymentState.CREATED
    return str(payment.state)


def ask(order_no: str) -> None:
    """Asks the gateway about an order whose callback did not come; one past its time is closed there."""
    follow_standing(order_no, gateway().look_up(order_no))


def close(order_no: str) -> None:
    """Closes an order there that was cancelled here; money that came first goes back."""
    payment = Payment.objects.filter(order_no=order_no).first()
    if payment is None or payment.state not in (PaymentState.CANCELLED, PaymentState.FAILED):
        return
    standing = gateway().close_order(order_no)
    if standing.state == "paid":
        follow_standing(order_no, standing)


def pay_back(refund_no: str) -> None:
    """Hands one refund to the gateway. The same number twice pays back once."""
    refund = Refund.objects.select_related("payment").get(refund_no=refund_no)
    if refund.state == RefundState.DONE:
        return
    taken = gateway().refund(refund_no, refund.payment.order_no, refund.amount_fen)
    settle_refund(refund_no, by=Actor.system(BY), taken=taken)
