"""The sockets through which a case reaches the payment platform and the courier.

The plugs are above, in `dataexchange`, and are joined when the apps are ready. Where nothing is
plugged in, there is no payment online and no courier, and the pages do not offer them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, WrongState


class PartnerSilent(DomainError):
    """Another system could not be asked; nothing was changed."""

    status = 503
    code = "partner_silent"
    title = _("Another system does not answer at the moment")


@dataclass(frozen=True)
class OrderStanding:
    """How an order stands at the gateway: open, paid or closed."""

    state: str
    gateway_no: str = ""
    amount_fen: int = 0


@dataclass(frozen=True)
class StatementLine:
    """One movement of a day as the gateway has it. `kind` is payment or refund, `number` ours."""

    kind: str
    number: str
    amount_fen: int
    at: datetime


class PaymentGateway(Protocol):
    """Takes money for us and gives it back. Every call may raise PartnerSilent; each can be repeated."""

    def open_order(self, order_no: str, amount_fen: int, *, subject: str, back: str) -> str:
        """The address at which the payer pays. `back`: the path of ours that they return to."""

    def look_up(self, order_no: str) -> OrderStanding: ...

    def close_order(self, order_no: str) -> OrderStanding:
        """Closes it unless it is paid; how it stands afterwards."""

    def refund(self, refund_no: str, order_no: str, amount_fen: int) -> bool:
        """Whether the gateway has taken the refund."""

    def statement(self, day: date) -> list[StatementLine]:
        """Every movement of that day."""


@dataclass(frozen=True)
class Parcel:
    """Where a parcel is, in the words of `payment_states.ShipmentState`."""

    state: str
    label_no: str = ""


class Courier(Protocol):
    """Carries results to the applicant's door. Every call may raise PartnerSilent; each can be repeated."""

    def price_fen(self, distance: str) -> int:
        """What it asks for one envelope: same_city, province or other."""

    def order(self, order_no: str, *, recipient: str, mobile: str, address: str, cap_fen: int) -> Parcel: ...

    def track(self, order_no: str) -> Parcel: ...


@dataclass
class _Sockets:
    gateway: PaymentGateway | None = None
    courier: Courier | None = None


_sockets = _Sockets()


def plug_gateway(plug: PaymentGateway | None) -> None:
    """Joins the payment gateway, or takes it out."""
    _sockets.gateway = plug


def plug_courier(plug: Courier | None) -> None:
    """Joins the courier, or takes it out."""
    _sockets.courier = plug


def has_gateway() -> bool:
    """Whether fees can be paid online."""
    return _sockets.gateway is not None


def has_courier() -> bool:
    """Whether results can be sent."""
    return _sockets.courier is not None


def gateway() -> PaymentGateway:
    """The gateway. Raises WrongState where the city has none."""
    if _sockets.gateway is None:
        raise WrongState(_("Fees can't be paid online here. Please pay at the window."), code="no_gateway")
    return _sockets.gateway


def courier() -> Courier:
    """The courier. Raises WrongState where the city has none."""
    if _sockets.courier is None:
        raise WrongState(_("Results can't be sent by courier at the moment."), code="no_courier")
    return _sockets.courier
