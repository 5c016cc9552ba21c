"""The bill of a case under the case's lock, and what its acts share."""

from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from cases.models import Bill, BillLine, Case, Payment
from cases.payment_states import PaymentState
from core.errors import NotFound


def locked_bill(case: Case) -> Bill | None:
    """The case's bill, read after the case is held: every act on money holds the case first."""
    return Bill.objects.filter(case=case).first()


def must_have_bill(case: Case) -> Bill:
    """The bill. Raises NotFound where there is none."""
    bill = locked_bill(case)
    if bill is None:
        raise NotFound(_("There is no bill for this case."))
    return bill


def lines_of(bill: Bill) -> list[BillLine]:
    """The lines in the order of the bill."""
    return list(BillLine.objects.filter(bill=bill).order_by("id"))


def live_payment(bill: Bill) -> Payment | None:
    """The order that may still bring money."""
    return Payment.objects.filter(bill=bill, state=PaymentState.CREATED).first()


def case_of_payment(order_no: str) -> Case:
    """The case whose bill that order pays. Raises NotFound for an order that is not ours."""
    case = Case.objects.filter(bill__payments__order_no=order_no).first()
    if case is None:
        raise NotFound(_("There is no such payment."))
    return case


def new_number(prefix: str) -> str:
    """An unguessable number of ours for an order (P), a refund (R) or a parcel (S)."""
    return f"{prefix}{uuid4().hex[:30]}".upper()


def yuan(amount_fen: int) -> str:
    """8000 -> 80.00"""
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"
