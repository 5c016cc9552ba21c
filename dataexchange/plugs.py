"""Joins the plugs to the sockets below: which partners there are, the settings say."""

from cases.sockets import plug_courier, plug_gateway
from dataexchange.courier.carrier import Carrier
from dataexchange.payments.gateway import Gateway
from dataexchange.signed import is_plugged


def join() -> None:
    """Called once per process when the app is ready."""
    plug_gateway(Gateway() if is_plugged("payments") else None)
    plug_courier(Carrier() if is_plugged("courier") else None)
