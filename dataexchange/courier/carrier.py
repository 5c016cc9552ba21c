"""The plug to the courier's platform: prices, orders, tracking (A-112: one interface for all couriers)."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.sockets import Parcel, PartnerSilent
from dataexchange.signed import Partner

CALLBACK = "/callbacks/courier/"
PARTNER = Partner("courier")


class Carrier:
    """`cases.sockets.Courier` over signed HTTP."""

    def price_fen(self, distance: str) -> int:
        price = PARTNER.call("GET", f"prices/{quote(distance)}").get("price_fen")
        if type(price) is not int or price < 0:
            raise PartnerSilent(_("The courier's price can't be read."))
        return price

    def order(self, order_no: str, *, recipient: str, mobile: str, address: str, cap_fen: int) -> Parcel:
        content = {
            "order": order_no,
            "recipient": recipient,
            "mobile": mobile,
            "address": address,
            "cap_fen": cap_fen,
            "notify_url": f"{settings.SITE_URL.rstrip('/')}{CALLBACK}",
        }
        return _parcel(order_no, PARTNER.call("POST", "orders", content))

    def track(self, order_no: str) -> Parcel:
        return _parcel(order_no, PARTNER.call("GET", f"orders/{quote(order_no)}"))


def _parcel(order_no: str, answer: dict[str, Any]) -> Parcel:
    PARTNER.must_mean(answer, order=order_no)
    return Parcel(str(answer.get("state", "")), str(answer.get("label", ""))[:40])
