"""What happens when the gateway or the courier has been silent for a while."""

from accounts.actor import Actor
from cases.actions.ask_payment import ask_payment
from cases.actions.ask_shipment import ask_shipment
from cases.deadlines import PAYMENT_POLL, SHIPMENT_POLL
from core.timers import timer_handler


@timer_handler(PAYMENT_POLL)
def payment_poll(subject: str) -> None:
    """No callback came for that order."""
    ask_payment(subject, by=Actor.system("timer"))


@timer_handler(SHIPMENT_POLL)
def shipment_poll(subject: str) -> None:
    """No news came of that parcel."""
    ask_shipment(subject, by=Actor.system("timer"))
