"""The plug to the payment gateway: orders, refunds, statements."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from cases.sockets import OrderStanding, PartnerSilent, StatementLine
from dataexchange.signed import Partner

CALLBACK = "/callbacks/payments/"
PARTNER = Partner("payments")
STATES = frozenset({"open", "paid", "closed"})


class Gateway:
    """`cases.sockets.PaymentGateway` over signed HTTP."""

    def open_order(self, order_no: str, amount_fen: int, *, subject: str, back: str) -> str:
        site = settings.SITE_URL.rstrip("/")
        content = {
            "order": order_no,
            "amount_fen": amount_fen,
            "subject": subject,
            "return_url": f"{site}{back}",
            "notify_url": f"{site}{CALLBACK}",
        }
        answer = PARTNER.call("POST", "orders", content)
        PARTNER.must_mean(answer, order=order_no)
        return _own_page(answer.get("pay_url"))

    def look_up(self, order_no: str) -> OrderStanding:
        return _standing(order_no, PARTNER.call("GET", f"orders/{quote(order_no)}"))

    def close_order(self, order_no: str) -> OrderStanding:
        return _standing(order_no, PARTNER.call("POST", f"orders/{quote(order_no)}/close", {}))

    def refund(self, refund_no: str, order_no: str, amount_fen: int) -> bool:
        content = {"refund": refund_no, "order": order_no, "amount_fen": amount_fen}
        answer = PARTNER.call("POST", "refunds", content)
        PARTNER.must_mean(answer, refund=refund_no)
        return bool(answer.get("state") == "done")

    def statement(self, day: date) -> list[StatementLine]:
        answer = PARTNER.call("GET", f"statement/{day:%Y-%m-%d}")
        PARTNER.must_mean(answer, day=f"{day:%Y-%m-%d}")
        return [_movement(row) for row in answer.get("movements", [])]


def _own_page(url: Any) -> str:
    """Payers are sent to the gateway's own pages and nowhere else."""
    if not isinstance(url, str) or not url.startswith(f"{settings.PAYMENT_PAGES}/"):
        raise PartnerSilent(_("The payment page's address is not the payment platform's."))
    return url


def _standing(order_no: str, answer: dict[str, Any]) -> OrderStanding:
    PARTNER.must_mean(answer, order=order_no)
    state, amount = answer.get("state"), answer.get("amount_fen")
    if state not in STATES or not isinstance(amount, int):
        raise PartnerSilent(_("The payment platform's answer can't be read."))
    return OrderStanding(state, str(answer.get("gateway_no", "")), amount)


def _movement(row: Any) -> StatementLine:
    try:
        at = parse_datetime(row["at"])
        line = StatementLine(str(row["kind"]), str(row["number"]), int(row["amount_fen"]), at or _never())
    except (KeyError, TypeError, ValueError) as error:
        raise PartnerSilent(_("The payment platform's statement can't be read.")) from error
    return line


def _never() -> datetime:
    raise ValueError("a movement without its time")
