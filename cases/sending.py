"""Results leave by courier: the parcel and its results, under the case's lock."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import money_wording as wording
from cases.billing import new_number
from cases.deadlines import SHIPMENT_POLL
from cases.delivery import Exit, exit_of
from cases.models import Case, Result, Shipment
from core.errors import Incomplete
from core.timers import set_timer
from ledger.recording import Held, record

FIRST_LOOK = timedelta(hours=1)


def send(case: Case, held: Held, results: list[Result], *, by: Actor) -> Case:
    """Put the results into one parcel; the courier is called after commit. Handed over is when it arrives.

    Raises Incomplete when nobody said where to.
    """
    way = exit_of(case)
    _must_have_address(way)
    for result in results:
        result.send()
    Result.objects.bulk_update(results, ["state", "method"])
    shipment = Shipment.objects.create(
        case=case,
        order_no=new_number("S"),
        matters=[result.matter for result in results],
        recipient=way.recipient,
        mobile=way.mobile,
        address=way.address,
        price_fen=way.price_fen or 0,
        ordered_at=held.now,
        moved_at=held.now,
    )
    set_timer(SHIPMENT_POLL, shipment.order_no, held.now + FIRST_LOOK)
    record(
        wording.SEND_RESULTS,
        held,
        by=by,
        subject=shipment,
        changed=[shipment, *results],
        data={"order": shipment.order_no, "matters": shipment.matters},
    )
    return case


def _must_have_address(way: Exit) -> None:
    if not (way.recipient and way.address and way.mobile):
        raise Incomplete(
            _("Nobody has said where the parcel goes. The applicant can choose it on the case's page."),
            code="no_address",
        )
