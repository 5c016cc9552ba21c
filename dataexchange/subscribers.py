"""What the data exchange hears from the ledger after commit."""

from typing import Any

from accounts.privacy_wording import GIVE_CONSENT
from approvals import wording as approvals_wording
from cases import money_wording
from cases import wording as cases_wording
from dataexchange import pushing
from dataexchange.connectors import has_own_system
from dataexchange.courier import following as parcels
from dataexchange.payments import following as money
from dataexchange.shared_data import filling
from dataexchange.signed import is_plugged
from ledger.models import Event
from ledger.registry import subscriber


def partner_queue(department: str) -> str:
    """The Celery queue of a department's system, as portal.settings.celery declares it."""
    return f"partner.{department}"


def _per_department(event: Any) -> list[tuple[str, str]]:
    """One delivery for each department with its own system, in its own queue."""
    told = pushing.departments_told(event.data)
    return [(department, partner_queue(department)) for department in told if has_own_system(department)]


@subscriber(
    pushing.SUBSCRIBER,
    actions=[
        approvals_wording.OPEN_ROUND,
        approvals_wording.DECIDE_TASK,
        approvals_wording.ANSWER_QUESTION,
        approvals_wording.BREAK_OFF_ROUND,
    ],
    outside=True,
    split=_per_department,
)
def push(event: Event, department: str) -> None:
    """Tells a department's own system of tasks that began or ended, of facts, answers, papers that came."""
    if has_own_system(department):
        pushing.hand_on(event, department)


@subscriber(
    filling.SUBSCRIBER,
    actions=[
        cases_wording.DRAFT_CASE,
        cases_wording.INVITE_PARTY,
        cases_wording.CONFIRM_PARTY,
        GIVE_CONSENT,
    ],
    outside=True,
    leases=1,
)
def prefill(event: Event) -> None:
    """Fills in what departments already know. One at a time: slow shared data must hold up nobody else."""
    filling.fill_in(event)


@subscriber(
    "payments",
    actions=[
        money_wording.ASK_PAYMENT,
        money_wording.CANCEL_PAYMENT,
        money_wording.CANCEL_BILL,
        money_wording.RETURN_LATE_PAYMENT,
        money_wording.REQUEST_REFUNDS,
    ],
    outside=True,
    leases=2,
)
def follow_money(event: Event) -> None:
    """Asks about orders, closes them and pays back, at least once; the gateway does each number once."""
    if not is_plugged("payments"):
        return
    order = event.data.get("order", "")
    if event.action == money_wording.ASK_PAYMENT:
        money.ask(order)
    elif event.action in (money_wording.CANCEL_PAYMENT, money_wording.CANCEL_BILL) and order:
        money.close(order)
    for refund in event.data.get("refunds", []):
        money.pay_back(refund)


@subscriber(
    "courier", actions=[money_wording.SEND_RESULTS, money_wording.ASK_SHIPMENT], outside=True, leases=2
)
def follow_parcels(event: Event) -> None:
    """Calls the courier for a parcel that was packed, and asks where one is that was long silent."""
    if not is_plugged("courier"):
        return
    if event.action == money_wording.SEND_RESULTS:
        parcels.call(event.data["order"])
    else:
        parcels.ask(event.data["order"])
