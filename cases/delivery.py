"""Which way the results of a case leave, and what it may cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import ServicePoint
from cases.billing import lines_of, locked_bill
from cases.charges import fen
from cases.models import Answer, Case, ExitChoice, Result
from cases.payment_states import BillState
from matters.composing import Composition

Method = Result.Method
BY_WORD = {"window": Method.COUNTER, "courier": Method.COURIER, "electronic": Method.ELECTRONIC}
ANSWERS = ("delivery_method", "delivery_recipient", "delivery_address", "applicant_mobile", "contact_mobile")
CODE_DIGITS = 6


@dataclass(frozen=True)
class Exit:
    """The way as it stands now: chosen later, or as the form said. `chosen`: the row, if there is one."""

    method: str
    recipient: str = ""
    mobile: str = ""
    address: str = ""
    service_point: ServicePoint | None = None
    price_fen: int | None = None
    cap_fen: int | None = None
    chosen: ExitChoice | None = None


def exit_of(case: Case) -> Exit:
    """The exit of a case; two queries at most."""
    return exit_as(case, ExitChoice.objects.select_related("service_point").filter(case=case).first())


def exit_as(case: Case, row: ExitChoice | None) -> Exit:
    """The exit as that choice says, or, without one, as the form did; one query at most."""
    if row is not None:
        return Exit(
            row.method,
            row.recipient,
            row.mobile,
            row.address,
            row.service_point,
            row.price_fen,
            row.cap_fen,
            row,
        )
    found = dict(Answer.objects.filter(case=case, element__in=ANSWERS).values_list("element", "value"))
    return Exit(
        method=BY_WORD.get(found.get("delivery_method", ""), Method.COUNTER),
        recipient=found.get("delivery_recipient", ""),
        mobile=found.get("applicant_mobile") or found.get("contact_mobile", ""),
        address=found.get("delivery_address", ""),
    )


def ways_of(composition: Composition) -> list[str]:
    """The ways that the one-thing, or its only matter, offers in the catalogue, in its order."""
    errand = composition.errand
    words = errand.record.get("delivery") or errand.handbook(composition.matters[0])["delivery"]
    return [BY_WORD[word] for word in words]


def caps_of(composition: Composition) -> dict[str, int]:
    """distance -> the most a courier may ask, in fen: the catalogue's reference price (A-112)."""
    prices: Mapping[str, Any] = composition.errand.sources.rules["courier"]["reference_price_cny"]
    return {distance: fen(price) for distance, price in prices.items()}


def pickup_code(public_id: object) -> str:
    """Six digits that only the applicant is shown; the exit window finds the case by them."""
    digest = salted_hmac("cases.pickup", str(public_id), algorithm="sha256").hexdigest()
    return str(int(digest[:12], 16) % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def unpaid_matters(case: Case) -> set[str]:
    """Matters whose results stay on the shelf because their fee is not paid.

    Whether they do, the city decides (FEES_BEFORE_RESULTS): no handbook demands payment first, and a
    decided result is the applicant's (Administrative Licensing Law art. 44).
    """
    if not settings.FEES_BEFORE_RESULTS:
        return set()
    bill = locked_bill(case)
    if bill is None or bill.state != BillState.OPEN:
        return set()
    return {row.matter for row in lines_of(bill) if row.due_fen}
