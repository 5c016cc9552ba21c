"""The choice of the exit as the applicant meets it: three ways, their prices and places."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import ServicePoint
from cases.delivery import Exit, caps_of, exit_as, pickup_code, ways_of
from cases.models import Case, ExitChoice, Result, Shipment
from cases.payment_states import ShipmentState
from cases.sockets import courier, has_courier
from cases.states import BEFORE_SUBMISSION, ENDED, ResultState
from core.identity import mask_mobile
from core.text import pick
from portal.citizen.drafts import Application
from portal.citizen.words import language
from portal.formats import money

Method = Result.Method
Distance = ExitChoice.Distance
GONE = (ResultState.IN_TRANSFER, ResultState.HANDED_OVER)


def in_yuan(amount_fen: int) -> str:
    """An amount in the reader's words."""
    return money(amount_fen / 100, language())


def distance_words() -> dict[str, str]:
    """How far, in the reader's words."""
    return {
        Distance.SAME_CITY: _("Within the city"),
        Distance.PROVINCE: _("Elsewhere in the province"),
        Distance.OTHER: _("Anywhere else in the country"),
    }


def is_changeable(case: Case, results: Iterable[Result]) -> bool:
    """Whether anything has yet to leave; `results` are the case's."""
    if case.state in BEFORE_SUBMISSION or case.state in ENDED:
        return False
    states = [result.state for result in results]
    return not states or any(state not in GONE for state in states)


def ways(mine: Application) -> list[dict[str, str]]:
    """The ways of this errand; the courier only where one is plugged in."""
    words = {
        Method.COUNTER: (_("At a counter"), _("Show the pick-up code; nobody else needs to come.")),
        Method.COURIER: (_("By courier"), _("It comes to your door; you follow the parcel here.")),
        Method.ELECTRONIC: (_("Only electronically"), _("You download it; it counts as much as paper.")),
    }
    offered = [way for way in ways_of(mine.composition) if way != Method.COURIER or has_courier()]
    return [{"value": way, "label": words[Method(way)][0], "hint": words[Method(way)][1]} for way in offered]


def distances(mine: Application) -> list[dict[str, str]]:
    """How far it may go, with the most it may cost."""
    caps = caps_of(mine.composition)
    free = settings.COURIER_FREE
    hint = _("free of charge for you") if free else ""
    return [
        {
            "value": value,
            "label": label,
            "hint": hint or _("at most %(price)s, paid at the door") % {"price": in_yuan(caps[value])},
        }
        for value, label in distance_words().items()
        if value in caps
    ]


def places() -> list[tuple[str, str]]:
    """Every counter of the city where results are handed out (A-054)."""
    return [(point.code, pick(point.name)) for point in ServicePoint.objects.order_by("ordinal", "code")]


def asked_price(distance: str) -> int:
    """What the courier asks now, in fen. Raises PartnerSilent."""
    return courier().price_fen(distance)


def typed_of(way: Exit, mine: Application) -> dict[str, str]:
    """The form as it stands."""
    chosen = way.chosen
    return {
        "method": way.method,
        "service_point": way.service_point.code if way.service_point else mine.case.service_point.code,
        "recipient": way.recipient,
        "mobile": way.mobile,
        "address": way.address,
        "distance": chosen.distance if chosen else Distance.SAME_CITY,
    }


def summary(case: Case) -> dict[str, Any]:
    """How it leaves, for the case's page: words, code, place, parcel. The case comes with its choice."""
    way = exit_as(case, getattr(case, "exit_choice", None))
    words = {
        Method.COUNTER: _("at a counter"),
        Method.COURIER: _("by courier"),
        Method.ELECTRONIC: _("electronically"),
    }
    place = way.service_point or case.service_point
    counter = way.method == Method.COUNTER
    return {
        "method": way.method,
        "words": words[Method(way.method)],
        "place": pick(place.name) if counter else "",
        "code": pickup_code(case.public_id) if counter else "",
        "address": way.address if way.method == Method.COURIER else "",
        "mobile": mask_mobile(way.mobile) if way.method == Method.COURIER else "",
        "price": "" if settings.COURIER_FREE or way.price_fen is None else in_yuan(way.price_fen),
        "parcels": [parcel_row(row) for row in _parcels(case)],
    }


def _parcels(case: Case) -> Iterable[Shipment]:
    """What the courier has or had; nothing leaves before the case is decided."""
    return Shipment.objects.filter(case=case) if case.decided_at else ()


def parcel_row(shipment: Shipment) -> dict[str, Any]:
    """Where a parcel is."""
    state = ShipmentState(shipment.state)
    lamps = {ShipmentState.DELIVERED: "ok", ShipmentState.RETURNED: "warn"}
    return {
        "label": shipment.label_no,
        "words": state.label,
        "lamp": lamps.get(state, "hold"),
        "at": shipment.moved_at,
    }
