"""Money and its cancelling at the same moment: exactly one happens, on real connections."""

import pytest

from cases.actions import begin_payment, cancel_payment, settle_payment
from cases.models import Bill, Case, Payment
from cases.payment_states import BillState, PaymentState
from core.errors import WrongState
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_paying_and_cancelling_exactly_one_wins(at, cast, accepted) -> None:
    for number in range(5):
        case = accepted()
        payment = begin_payment(case, by=cast.citizen)
        by, system = cast.citizen, cast.clerk
        results = race(
            lambda case=case, by=by: cancel_payment(Case.objects.get(pk=case.pk), by=by),
            lambda payment=payment, system=system, number=number: settle_payment(
                payment.order_no, by=system, gateway_no=f"G-{number}", amount_fen=12000
            ),
        )
        bill = Bill.objects.get(case=case)
        payment.refresh_from_db()
        if bill.state == BillState.PAID:
            assert payment.state == PaymentState.PAID
            assert isinstance(results[0], WrongState)
        else:
            assert (bill.state, payment.state) == (BillState.OPEN, PaymentState.LATE)
            assert payment.refunds.get().amount_fen == 12000


def test_many_callbacks_at_once_are_one_payment(at, cast, accepted) -> None:
    payment = begin_payment(accepted(), by=cast.citizen)
    clerk = cast.clerk
    calls = [
        lambda: settle_payment(payment.order_no, by=clerk, gateway_no="G-1", amount_fen=12000)
        for _ in range(6)
    ]
    results = race(*calls)
    assert {result.pk for result in results} == {payment.pk}
    assert Payment.objects.count() == 1


def test_pressing_pay_many_times_at_once_gives_one_order(at, cast, accepted) -> None:
    case, citizen = accepted(), cast.citizen
    results = race(*[lambda: begin_payment(Case.objects.get(pk=case.pk), by=citizen) for _ in range(6)])
    assert len({result.pk for result in results}) == 1
