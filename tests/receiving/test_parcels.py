"""Results leave the way the applicant chose; by courier they are handed over when they arrive."""

from typing import Any

import pytest

from approvals.actions import decide_task
from approvals.models import Task
from cases.actions import Wish, begin_payment, choose_exit, hand_over_results, note_shipment, settle_payment
from cases.delivery import exit_of, pickup_code
from cases.models import Case, ExitChoice, Result, Shipment
from cases.money_timers import shipment_poll
from cases.payment_states import ShipmentState
from cases.sockets import courier
from cases.states import CaseState, ResultState
from core.errors import BadInput, Incomplete, NotAllowed, WrongState
from ledger import relay
from tests.filling import conclusion_for
from tests.receiving.conftest import PASSPORT

pytestmark = pytest.mark.django_db

TO = {"recipient": "王小明", "mobile": "13800000003", "address": "临江市江滨街道望江路18号"}


def by_courier(**changes: Any) -> Wish:
    return Wish("courier", **{**TO, "distance": "same_city", "price_fen": 800, **changes})


@pytest.fixture
def ready(at, cast, accepted) -> Case:
    """A granted and paid passport on the shelf."""
    case = accepted(PASSPORT)
    pay(cast, case)
    return granted(cast, case)


def pay(cast, case: Case) -> None:
    payment = begin_payment(case, by=cast.citizen)
    settle_payment(payment.order_no, by=cast.clerk, gateway_no="G-1", amount_fen=payment.amount_fen)


def granted(cast, case: Case) -> Case:
    """Decided, its certificate made."""
    task = Task.objects.get(case=case)
    by = cast.reviewer(task.department.code)
    decide_task(task, by=by, decision="approve", opinion="", conclusion=conclusion_for(task))
    for queue in ("default", "papers", "certificates"):
        relay.drain(queue)
    assert Result.objects.get(case=case).state == ResultState.ON_SHELF
    return Case.objects.get(pk=case.pk)


def sent(cast, case: Case) -> Shipment:
    choose_exit(case, by_courier(), by=cast.citizen)
    hand_over_results(case, by=cast.exit_clerk, method="courier")
    return Shipment.objects.get(case=case)


def test_the_forms_answer_counts_until_another_way_is_chosen(at, cast, accepted) -> None:
    case = accepted()
    assert exit_of(case).method == "counter"
    choose_exit(case, Wish("counter", service_point=cast.hall), by=cast.citizen)
    choose_exit(case, by_courier(), by=cast.citizen)
    assert exit_of(case).address == TO["address"]
    assert ExitChoice.objects.filter(case=case).count() == 1


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (by_courier(address=" "), Incomplete),
        (by_courier(mobile=""), Incomplete),
        (by_courier(price_fen=801), BadInput),
        (by_courier(price_fen=None), BadInput),
        (by_courier(distance="moon"), BadInput),
        (Wish("electronic"), BadInput),
        (Wish("pigeon"), BadInput),
        (Wish("counter"), Incomplete),
    ],
)
def test_a_choice_that_can_not_be_kept_is_refused(at, cast, accepted, wish, error) -> None:
    case = accepted(PASSPORT)
    with pytest.raises(error):
        choose_exit(case, wish, by=cast.citizen)
    assert not ExitChoice.objects.exists()


def test_nobody_else_chooses(at, cast, accepted) -> None:
    with pytest.raises(NotAllowed):
        choose_exit(accepted(), by_courier(), by=cast.stranger)


def test_a_parcel_is_on_its_way_until_it_arrives(cast, ready) -> None:
    parcel = sent(cast, ready)
    assert Result.objects.get(case=ready).state == ResultState.IN_TRANSFER
    ready.refresh_from_db()
    assert ready.state == CaseState.GRANTED
    note_shipment(parcel.order_no, by=cast.clerk, state="delivered", label_no="L-1")
    result = Result.objects.get(case=ready)
    assert (result.state, result.method, result.collector) == (ResultState.HANDED_OVER, "courier", "王*明")
    assert Case.objects.get(pk=ready.pk).state == CaseState.DELIVERED


def test_belated_and_repeated_news_move_nothing_back(cast, ready) -> None:
    number = sent(cast, ready).order_no
    for state in ("on_the_way", "picked_up", "delivered", "on_the_way", "returned", "delivered", "nonsense"):
        note_shipment(number, by=cast.clerk, state=state)
    assert Shipment.objects.get().state == ShipmentState.DELIVERED
    assert Case.objects.get(pk=ready.pk).state == CaseState.DELIVERED


def test_a_parcel_that_comes_back_lies_on_the_shelf_again(cast, ready) -> None:
    parcel = sent(cast, ready)
    note_shipment(parcel.order_no, by=cast.clerk, state="returned")
    assert Result.objects.get(case=ready).state == ResultState.ON_SHELF
    choose_exit(ready, by_courier(address="新地址1号"), by=cast.citizen)
    hand_over_results(ready, by=cast.exit_clerk, method="courier")
    assert Shipment.objects.count() == 2


def test_what_is_with_the_courier_is_not_handed_out_at_the_counter(cast, ready) -> None:
    sent(cast, ready)
    with pytest.raises(WrongState):
        hand_over_results(ready, by=cast.exit_clerk, method="counter", matters=[PASSPORT])
    with pytest.raises(WrongState):
        choose_exit(ready, Wish("counter", service_point=cast.hall), by=cast.citizen)


@pytest.mark.parametrize("method", ["courier", "counter", "electronic"])
def test_a_city_may_keep_results_until_the_fee_is_paid(at, cast, accepted, settings, method: str) -> None:
    settings.FEES_BEFORE_RESULTS = True
    case = granted(cast, accepted(PASSPORT))
    choose_exit(case, by_courier(), by=cast.citizen)
    with pytest.raises(WrongState) as refused:
        hand_over_results(case, by=cast.exit_clerk, method=method)
    assert refused.value.code == "fee_unpaid"
    pay(cast, case)
    hand_over_results(case, by=cast.exit_clerk, method=method)
    assert Result.objects.get(case=case).state != ResultState.ON_SHELF


def test_elsewhere_a_decided_result_never_waits_for_money(at, cast, accepted) -> None:
    case = granted(cast, accepted(PASSPORT))
    assert hand_over_results(case, by=cast.exit_clerk, method="counter").state == "delivered"


def test_the_hall_that_was_chosen_hands_out(cast, ready) -> None:
    other = cast.other_clerk
    with pytest.raises(NotAllowed):
        hand_over_results(ready, by=other, method="counter", collector="王小明")
    hall = type(cast.hall).objects.get(pk=other.service_point_id)
    choose_exit(ready, Wish("counter", service_point=hall), by=cast.citizen)
    assert hand_over_results(ready, by=other, method="counter", collector="王小明").state == "delivered"


def test_a_pick_up_code_is_the_cases_own(cast, ready) -> None:
    assert pickup_code(ready.public_id) == pickup_code(ready.public_id)
    assert len(pickup_code(ready.public_id)) == 6


def test_the_courier_is_called_and_asked_over_http(cast, ready, partners) -> None:
    partners.control("carrier", mode="silent", delay_seconds=30.0)
    parcel = sent(cast, ready)
    relay.drain("default")
    parcel.refresh_from_db()
    assert parcel.label_no.startswith("SBX")
    partners.control("carrier", mode="silent", delay_seconds=0.0)
    shipment_poll(parcel.order_no)
    relay.drain("default")
    assert Shipment.objects.get().state in ShipmentState.values


def test_a_dear_couriers_price_is_above_the_cap(cast, ready, partners, payer) -> None:
    partners.control("carrier", mode="dear")
    assert courier().price_fen("same_city") == 8000
    form = {"method": "courier", "distance": "same_city", **TO}
    answer = payer.post(f"/cases/{ready.number}/exit/", form)
    assert answer.status_code == 422
    assert not ExitChoice.objects.exists()
