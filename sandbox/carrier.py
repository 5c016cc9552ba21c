"""The played courier: prices, orders, a label, and a parcel that moves on by itself.

Its own ways of misbehaving: `silent` moves without a callback, `repeat` tells five times, `forged`
signs with a wrong key, `dear` asks ten times the price, `lost` brings every parcel back.
"""

import threading
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sandbox.behaviour import Behaviour
from sandbox.callbacks import Callbacks

Answer = tuple[int, dict[str, Any]]
PRICES_FEN = {"same_city": 800, "province": 1200, "other": 1800}
WAY = ("picked_up", "on_the_way", "delivered")
WAY_BACK = ("picked_up", "returned")
REPEATS = 5


@dataclass
class Parcel:
    """One parcel of the portal."""

    number: str
    label: str
    notify_url: str
    state: str = "ordered"

    def standing(self) -> dict[str, Any]:
        """As the courier tells it."""
        return {"order": self.number, "label": self.label, "state": self.state}


class Carrier:
    """All parcels; every method is safe for many threads."""

    def __init__(self, key: str) -> None:
        self._parcels: dict[str, Parcel] = {}
        self._lock = threading.RLock()
        self.callbacks = Callbacks(key)

    def answer(self, method: str, steps: list[str], content: dict[str, Any], behaviour: Behaviour) -> Answer:
        """A call of the portal: `steps` after /carrier/."""
        if method == "GET" and steps[:1] == ["prices"] and len(steps) == 2:
            factor = 10 if behaviour.mode == "dear" else 1
            price = PRICES_FEN.get(steps[1])
            return (200, {"price_fen": price * factor}) if price else (404, {"error": "no such distance"})
        if method == "POST" and steps == ["orders"]:
            return self._order(content, behaviour)
        parcel = self.find(steps[1]) if steps[:1] == ["orders"] and len(steps) == 2 else None
        return (200, parcel.standing()) if parcel else (404, {"error": "no such parcel"})

    def find(self, number: str) -> Parcel | None:
        """The parcel with that number."""
        with self._lock:
            return self._parcels.get(number)

    def parcels(self) -> list[Parcel]:
        """All parcels, the newest first."""
        with self._lock:
            return list(reversed(self._parcels.values()))

    def move(self, parcel: Parcel, state: str, behaviour: Behaviour) -> None:
        """The parcel is there now; the portal is told as the behaviour says."""
        with self._lock:
            parcel.state = state
        if behaviour.mode == "silent":
            return
        for _number in range(REPEATS if behaviour.mode == "repeat" else 1):
            self.callbacks.tell(parcel.notify_url, parcel.standing(), forged=behaviour.mode == "forged")

    def _order(self, content: dict[str, Any], behaviour: Behaviour) -> Answer:
        number = str(content.get("order", ""))
        if not number or not content.get("address"):
            return 422, {"error": "a parcel has a number and an address"}
        with self._lock:
            known = self._parcels.get(number)
            if known is not None:
                return 200, known.standing()
            parcel = Parcel(number, f"SBX{uuid4().int % 10**10:010d}", str(content.get("notify_url", "")))
            self._parcels[number] = parcel
        if behaviour.mode != "manual":
            threading.Thread(target=self._carry, args=(parcel, behaviour), daemon=True).start()
        return 200, parcel.standing()

    def _carry(self, parcel: Parcel, behaviour: Behaviour) -> None:
        """One step after the other, each after the delay the courier was told."""
        for state in WAY_BACK if behaviour.mode == "lost" else WAY:
            behaviour.over.wait(max(behaviour.delay_seconds, 0.05) * 3)
            self.move(parcel, state, behaviour)
