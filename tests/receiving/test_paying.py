"""A bill is made once, paid once, and follows its case to the end."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from approvals.actions import decide_task, withdraw
from approvals.models import Task
from cases.actions import (
    begin_payment,
    bill_case,
    cancel_payment,
    end_bill,
    fail_payment,
    settle_payment,
    settle_refund,
    waive_fee,
)
from cases.models import Bill, BillLine, Case, Payment, Refund
from cases.money_timers import payment_poll
from cases.payment_states import BillState, PaymentState, RefundState
from core.errors import BadInput, NotAllowed, WrongState
from core.models import Timer
from ledger import relay
from ledger.models import Delivery, Event
from ledger.verifying.one_case import verify_case
from notices.models import Notice
from tests.filling import conclusion_for
from tests.journeys.helpers import SINGLE_CASH

pytestmark = pytest.mark.django_db


def settled(case: Case, cast, number: str = "G-1") -> Payment:
    payment = begin_payment(case, by=cast.citizen)
    return settle_payment(payment.order_no, by=cast.clerk, gateway_no=number, amount_fen=payment.amount_fen)


def test_a_bill_lists_each_departments_fee_and_only_shows_the_tax(at, cast, accepted) -> None:
    case = accepted("OT1", SINGLE_CASH)
    bill = Bill.objects.get(case=case)
    rows = {line.matter: line for line in bill.lines.select_related("department")}
    assert rows["M03"].amount_fen == 8000
    assert rows["M03"].department.code == "D-ZGJ"
    assert (rows["M02"].kind, rows["M02"].amount_fen) == ("tax", None)
    assert (bill.state, bill.total_fen) == (BillState.OPEN, 8000)


def test_taxes_alone_leave_nothing_to_pay_here(at, cast, accepted) -> None:
    bill = Bill.objects.get(case=accepted("M02"))
    assert (bill.state, bill.total_fen) == (BillState.NOTHING_DUE, 0)
    assert not Notice.objects.filter(kind="fee_due").exists()


def test_an_errand_without_fees_has_no_bill_and_no_delivery_for_one(at, cast, accepted) -> None:
    case = accepted("M01")
    assert not Bill.objects.filter(case=case).exists()
    event = Event.objects.get(chain_id=case.chain_id, action="cases.accept_case")
    assert event.data["charged"] is False
    assert not Delivery.objects.filter(event_id=event.pk).exists()


def test_making_the_bill_twice_makes_one(at, cast, accepted) -> None:
    case = accepted()
    bill_case(case, by=cast.clerk)
    assert Bill.objects.filter(case=case).count() == 1


def test_the_applicant_hears_of_the_fee_with_the_way_to_pay(at, cast, accepted) -> None:
    case = accepted()
    notice = Notice.objects.get(kind="fee_due")
    assert notice.person_id == cast.citizen.person_id
    assert "120.00" in notice.body["zh"]
    assert notice.link == f"/cases/{case.public_id}/bill/"


def test_two_callbacks_are_one_payment(at, cast, accepted) -> None:
    case = accepted()
    first = settled(case, cast)
    again = settle_payment(first.order_no, by=cast.clerk, gateway_no="G-1", amount_fen=12000)
    assert again == first
    assert Payment.objects.get(bill__case=case).state == PaymentState.PAID
    assert Event.objects.filter(action="cases.settle_payment").count() == 1
    assert list(verify_case(case.chain_id)) == []


def test_a_closing_that_comes_after_the_payment_changes_nothing(at, cast, accepted) -> None:
    payment = settled(accepted(), cast)
    assert fail_payment(payment.order_no, by=cast.clerk).state == PaymentState.PAID


def test_pressing_pay_twice_gives_the_same_order(at, cast, accepted) -> None:
    case = accepted()
    assert begin_payment(case, by=cast.citizen) == begin_payment(case, by=cast.citizen)


def test_nobody_else_may_begin_to_pay(at, cast, accepted) -> None:
    with pytest.raises(NotAllowed):
        begin_payment(accepted(), by=cast.stranger)


def test_another_amount_is_refused_and_changes_nothing(at, cast, accepted) -> None:
    case = accepted()
    payment = begin_payment(case, by=cast.citizen)
    with pytest.raises(BadInput):
        settle_payment(payment.order_no, by=cast.clerk, gateway_no="G-1", amount_fen=11999)
    assert Bill.objects.get(case=case).state == BillState.OPEN


def test_money_for_a_cancelled_order_is_kept_on_record_and_goes_back(at, cast, accepted) -> None:
    case = accepted()
    payment = begin_payment(case, by=cast.citizen)
    cancel_payment(case, by=cast.citizen)
    late = settle_payment(payment.order_no, by=cast.clerk, gateway_no="G-1", amount_fen=12000)
    assert late.state == PaymentState.LATE
    assert Bill.objects.get(case=case).state == BillState.OPEN
    assert Refund.objects.get(payment=late).amount_fen == 12000


def test_a_paid_order_can_not_be_cancelled(at, cast, accepted) -> None:
    case = accepted()
    settled(case, cast)
    with pytest.raises(WrongState):
        cancel_payment(case, by=cast.citizen)


def test_after_a_failed_order_the_bill_is_paid_by_another(at, cast, accepted) -> None:
    case = accepted()
    first = begin_payment(case, by=cast.citizen)
    fail_payment(first.order_no, by=cast.clerk)
    second = settled(case, cast)
    assert second != first
    assert Bill.objects.get(case=case).state == BillState.PAID


def test_withdrawing_cancels_what_was_not_paid(at, cast, accepted) -> None:
    case = accepted()
    payment = begin_payment(case, by=cast.citizen)
    withdraw(case, by=cast.citizen)
    relay.drain("default")
    payment.refresh_from_db()
    assert Bill.objects.get(case=case).state == BillState.CANCELLED
    assert payment.state == PaymentState.CANCELLED
    with pytest.raises(WrongState):
        begin_payment(case, by=cast.citizen)


def test_withdrawing_pays_back_what_was_paid(at, cast, accepted) -> None:
    case = accepted()
    settled(case, cast)
    withdraw(case, by=cast.citizen)
    relay.drain("default")
    refund = Refund.objects.get(payment__bill__case=case)
    assert (refund.amount_fen, refund.state, refund.reason) == (12000, RefundState.REQUESTED, "ended")
    end_bill(case, by=cast.clerk)
    assert Refund.objects.count() == 1


def test_a_refusal_pays_back_and_a_grant_does_not(at, cast, accepted) -> None:
    for decision, refunds in (("refuse", 1), ("approve", 0)):
        case = accepted()
        settled(case, cast, number=decision)
        task = Task.objects.get(case=case)
        by = cast.reviewer(task.department.code)
        fields = conclusion_for(task) if decision == "approve" else {}
        decide_task(task, by=by, decision=decision, opinion="because", conclusion=fields)
        relay.drain("default")
        assert Refund.objects.filter(payment__bill__case=case).count() == refunds, decision


def test_a_refund_is_done_once_and_for_good(at, cast, accepted) -> None:
    case = accepted()
    settled(case, cast)
    end_bill(case, by=cast.clerk)
    number = Refund.objects.get().refund_no
    settle_refund(number, by=cast.clerk, taken=False)
    assert settle_refund(number, by=cast.clerk, taken=True).state == RefundState.DONE
    assert settle_refund(number, by=cast.clerk, taken=False).state == RefundState.DONE


def test_only_what_may_be_reduced_is_waived_and_then_nothing_is_due(at, cast, accepted) -> None:
    passport = accepted()
    line = BillLine.objects.get(bill__case=passport)
    with pytest.raises(BadInput):
        waive_fee(passport, by=cast.clerk, line=line.pk, reason="困难家庭", basis="财税〔2019〕45号")
    house = accepted("M04")
    line = BillLine.objects.get(bill__case=house)
    with pytest.raises(NotAllowed):
        waive_fee(house, by=cast.citizen, line=line.pk, reason="困难家庭", basis="财税〔2019〕45号")
    assert (
        waive_fee(house, by=cast.clerk, line=line.pk, reason="小微企业免征", basis="财税〔2019〕45号").state
        == BillState.NOTHING_DUE
    )


@pytest.mark.parametrize("change", [{"amount_fen": 1}, {"order_no": "P-OTHER"}])
def test_the_database_keeps_the_amount_of_a_payment(at, cast, accepted, change) -> None:
    payment = settled(accepted(), cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        payment.delete()


def test_a_silent_gateway_is_asked_again_and_again_at_longer_pauses(at, cast, accepted) -> None:
    payment = begin_payment(accepted(), by=cast.citizen)
    timer = Timer.objects.get(kind="cases.payment_poll")
    assert timer.due_at == at.at + timedelta(minutes=1)
    payment_poll(payment.order_no)
    payment_poll(payment.order_no)
    timer.refresh_from_db()
    assert timer.due_at == at.at + timedelta(minutes=4)
    assert Event.objects.filter(action="cases.ask_payment").count() == 2
