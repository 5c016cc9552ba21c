"""The gateway, the courier and the message centre over real HTTP, and what they tell us by themselves."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cases.actions import begin_payment, end_bill
from cases.models import Bill, Payment, Refund
from cases.money_timers import payment_poll
from cases.payment_states import BillState, PaymentState, RefundState
from cases.sockets import gateway
from dataexchange.models import PartnerHealth
from dataexchange.payments.reconciling import differences
from dataexchange.signed import signature
from ledger import relay
from tests.receiving.conftest import KEY

pytestmark = pytest.mark.django_db


class _Stays(HTTPRedirectHandler):
    """The way back leads to the portal, which no browser of the test serves."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def press(partners: Any, payment: Payment, what: str = "pay") -> None:
    """What the payer presses on the gateway's page."""
    with pytest.raises(HTTPError, match="303"):
        build_opener(_Stays).open(f"{partners.url}/gateway/pay/{payment.order_no}", f"do={what}".encode())


def call(path: str, content: dict[str, Any], key: str = KEY) -> Any:
    body = json.dumps(content).encode()
    header = signature(key, "POST", path, body)
    return Client().post(path, body, content_type="application/json", headers={"X-Signature": header})


def paid_news(payment: Payment, **changes: Any) -> dict[str, Any]:
    news = {"order": payment.order_no, "state": "paid", "gateway_no": "SBX1", "amount_fen": 12000}
    return {**news, **changes}


def test_pay_leads_to_the_gateways_page_and_back(at, cast, accepted, partners, payer) -> None:
    case = accepted()
    answer = payer.post(f"/cases/{case.number}/bill/pay/")
    assert answer.status_code == 303
    payment = Payment.objects.get()
    assert answer.url == f"{partners.url}/gateway/pay/{payment.order_no}"
    press(partners, payment)
    assert call("/callbacks/payments/", paid_news(payment)).json() == {"state": "paid"}
    assert call("/callbacks/payments/", paid_news(payment)).json() == {"state": "paid"}
    assert call("/callbacks/payments/", paid_news(payment, state="closed")).json() == {"state": "paid"}
    assert Payment.objects.count() == 1
    page = payer.get(f"/cases/{case.number}/bill/")
    assert partners.url in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"amount_fen": 1}, 422),
        ({"amount_fen": True}, 422),
        ({"gateway_no": ""}, 422),
        ({"order": "P-NOBODYS"}, 404),
        ({"order": 5}, 422),
        ({"state": "perhaps"}, 422),
    ],
)
def test_nonsense_news_are_refused_and_change_nothing(at, cast, accepted, partners, changes, status) -> None:
    case = accepted()
    payment = begin_payment(case, by=cast.citizen)
    assert call("/callbacks/payments/", paid_news(payment, **changes)).status_code == status
    assert Bill.objects.get(case=case).state == BillState.OPEN


def test_a_wrong_signature_is_refused_and_logged(at, cast, accepted, partners, caplog) -> None:
    payment = begin_payment(accepted(), by=cast.citizen)
    assert call("/callbacks/payments/", paid_news(payment), key="another").status_code == 403
    assert "wrong signature" in caplog.text
    payment.refresh_from_db()
    assert payment.state == PaymentState.CREATED


def test_without_a_key_nothing_is_believed(at, cast, accepted, settings) -> None:
    payment = begin_payment(accepted(), by=cast.citizen)
    assert call("/callbacks/payments/", paid_news(payment), key="").status_code == 403


def test_a_payment_whose_callback_never_came_is_found_by_asking(at, cast, accepted, partners) -> None:
    case = accepted()
    payment = begin_payment(case, by=cast.citizen)
    gateway().open_order(payment.order_no, payment.amount_fen, subject="x", back="/")
    press(partners, payment)
    from_the_timer(payment)
    assert Bill.objects.get(case=case).state == BillState.PAID


def from_the_timer(payment: Payment) -> None:
    payment_poll(payment.order_no)
    relay.drain("default")


@pytest.mark.parametrize("mode", ["down", "error", "garbage", "wrong", "huge", "deep", "redirect", "empty"])
def test_nothing_a_gateway_does_charges_twice_or_breaks_the_page(
    at, cast, accepted, partners, payer, mode
) -> None:
    case = accepted()
    partners.control("gateway", mode=mode)
    answer = payer.post(f"/cases/{case.number}/bill/pay/")
    assert answer.url == f"/cases/{case.number}/bill/"
    assert Payment.objects.get().state == PaymentState.CREATED
    partners.control("gateway", mode="silent")
    relay_rests()
    assert payer.post(f"/cases/{case.number}/bill/pay/").url.startswith(partners.url)
    assert Payment.objects.count() == 1


def relay_rests() -> None:
    PartnerHealth.objects.all().delete()


def test_a_refund_goes_back_once_and_the_books_agree(at, cast, accepted, partners) -> None:
    case = accepted()
    payment = begin_payment(case, by=cast.citizen)
    gateway().open_order(payment.order_no, payment.amount_fen, subject="x", back="/")
    press(partners, payment)
    from_the_timer(payment)
    end_bill(case, by=cast.clerk)
    relay.drain("default")
    assert Refund.objects.get().state == RefundState.DONE


def test_a_day_with_differences_ends_with_an_error_that_names_them(at, cast, accepted, partners) -> None:
    payment = begin_payment(accepted(), by=cast.citizen)
    call("/callbacks/payments/", paid_news(payment))
    with pytest.raises(CommandError, match="1 differences"):
        call_command("reconcile_payments", day=at.at.date())


def test_differences_are_named() -> None:
    ours = {("payment", "A"): 100, ("payment", "B"): 200, ("refund", "C"): 50}
    theirs = {("payment", "A"): 100, ("payment", "B"): 210, ("payment", "D"): 5, ("payment", "E"): 7}
    found = differences(ours, theirs, {("payment", "E"): 7})
    assert [(row.number, row.ours_fen, row.theirs_fen) for row in found] == [
        ("B", 200, 210),
        ("D", None, 5),
        ("C", 50, None),
    ]
