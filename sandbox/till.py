"""The played payment gateway: orders, its page, callbacks, refunds and a day's statement.

Ways of misbehaving of its own, beside those of `sandbox.behaviour`: `silent` pays without a callback,
`repeat` tells five times, `forged` signs with a wrong key, `short` tells a smaller amount.
"""

import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from sandbox.behaviour import Behaviour
from sandbox.callbacks import Callbacks

Answer = tuple[int, dict[str, Any]]
CITY = timezone(timedelta(hours=8))
REPEATS = 5


@dataclass
class Order:
    """One order of the portal."""

    number: str
    amount_fen: int
    subject: str
    return_url: str
    notify_url: str
    state: str = "open"
    gateway_no: str = ""
    paid_at: datetime | None = None
    returned_fen: int = 0

    def standing(self) -> dict[str, Any]:
        """As the gateway tells it."""
        return {
            "order": self.number,
            "state": self.state,
            "gateway_no": self.gateway_no,
            "amount_fen": self.amount_fen,
        }


@dataclass(frozen=True)
class Movement:
    """A line of the statement."""

    kind: str
    number: str
    amount_fen: int
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Till:
    """All orders; every method is safe for many threads."""

    def __init__(self, key: str) -> None:
        self._orders: dict[str, Order] = {}
        self._refunds: dict[str, Movement] = {}
        self._lock = threading.RLock()
        self.callbacks = Callbacks(key)

    def answer(self, method: str, steps: list[str], content: dict[str, Any], host: str) -> Answer:
        """A call of the portal: `steps` after /gateway/."""
        if method == "POST" and steps == ["orders"]:
            return self._open(content, host)
        if method == "POST" and steps == ["refunds"]:
            return self._refund(content)
        if method == "GET" and steps[:1] == ["statement"] and len(steps) == 2:
            return self._statement(steps[1])
        order = self.find(steps[1]) if steps[:1] == ["orders"] and len(steps) >= 2 else None
        if order is None:
            return 404, {"error": "no such order"}
        if method == "POST" and steps[2:] == ["close"]:
            self.close(order)
        return 200, order.standing()

    def find(self, number: str) -> Order | None:
        """The order with that number."""
        with self._lock:
            return self._orders.get(number)

    def orders(self) -> list[Order]:
        """All orders, the newest first."""
        with self._lock:
            return list(reversed(self._orders.values()))

    def pay(self, order: Order, behaviour: Behaviour) -> None:
        """The payer has paid; the portal is told as the behaviour says."""
        with self._lock:
            if order.state != "open":
                return
            order.state, order.gateway_no = "paid", f"SBX{uuid4().hex[:20].upper()}"
            order.paid_at = datetime.now(UTC)
        self.tell(order, behaviour)

    def close(self, order: Order, behaviour: Behaviour | None = None) -> None:
        """Nobody pays it any more; with a behaviour the portal is told."""
        with self._lock:
            if order.state == "open":
                order.state = "closed"
        if behaviour is not None:
            self.tell(order, behaviour)

    def tell(self, order: Order, behaviour: Behaviour) -> None:
        """The callback, or what the behaviour makes of it."""
        if behaviour.mode == "silent":
            return
        news = order.standing()
        if behaviour.mode == "short":
            news["amount_fen"] -= 1
        for _number in range(REPEATS if behaviour.mode == "repeat" else 1):
            self.callbacks.tell(order.notify_url, news, forged=behaviour.mode == "forged")

    def _open(self, content: dict[str, Any], host: str) -> Answer:
        number, amount = content.get("order"), content.get("amount_fen")
        if not isinstance(number, str) or not isinstance(amount, int) or amount <= 0:
            return 422, {"error": "an order has a number and an amount in fen"}
        with self._lock:
            known = self._orders.get(number)
            if known is not None and known.amount_fen != amount:
                return 409, {"error": "another amount under the same number"}
            order = known or Order(
                number,
                amount,
                str(content.get("subject", "")),
                str(content.get("return_url", "")),
                str(content.get("notify_url", "")),
            )
            self._orders[number] = order
        return 200, {**order.standing(), "pay_url": f"http://{host}/gateway/pay/{quote(number)}"}

    def _refund(self, content: dict[str, Any]) -> Answer:
        number, order = str(content.get("refund", "")), self.find(str(content.get("order", "")))
        amount = content.get("amount_fen")
        if order is None or order.state != "paid" or not isinstance(amount, int) or not number:
            return 200, {"refund": number, "state": "refused"}
        with self._lock:
            if number not in self._refunds:
                if order.returned_fen + amount > order.amount_fen:
                    return 200, {"refund": number, "state": "refused"}
                order.returned_fen += amount
                self._refunds[number] = Movement("refund", number, amount)
        return 200, {"refund": number, "state": "done"}

    def _statement(self, day: str) -> Answer:
        wanted = date.fromisoformat(day)
        with self._lock:
            rows = [
                Movement("payment", order.number, order.amount_fen, order.paid_at)
                for order in self._orders.values()
                if order.paid_at
            ] + list(self._refunds.values())
        listed = [row for row in rows if row.at.astimezone(CITY).date() == wanted]
        return 200, {"day": day, "movements": [{**vars(row), "at": row.at.isoformat()} for row in listed]}
