"""The pages of paying and receiving, for those whose they are."""

import pytest
from django.test import Client

from approvals.actions import decide_task
from approvals.models import Task
from cases.actions import begin_payment
from cases.models import Result
from ledger import relay
from tests.filling import conclusion_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(cast) -> Client:
    client = Client()
    client.force_login(cast.user("citizen5"))
    return client


@pytest.mark.parametrize("page", ["bill/", "exit/"])
def test_only_the_applicant_sees_what_is_paid_and_where_it_goes(
    at, cast, accepted, payer, other, page
) -> None:
    case = accepted()
    assert payer.get(f"/cases/{case.number}/{page}").status_code == 200
    assert other.get(f"/cases/{case.number}/{page}").status_code == 404


@pytest.mark.parametrize("code", ["M01", "M02", "M63", "OT1"])
def test_the_bill_says_how_it_stands(at, cast, accepted, payer, code) -> None:
    case = accepted(code)
    page = payer.get(f"/cases/{case.number}/bill/")
    assert page.status_code == 200
    assert ("80.00" in page.content.decode()) is (code == "OT1")


def test_without_a_gateway_the_page_sends_to_the_window(at, cast, accepted, payer) -> None:
    case = accepted()
    assert "/bill/pay/" not in payer.get(f"/cases/{case.number}/bill/").content.decode()
    assert payer.post(f"/cases/{case.number}/bill/pay/").status_code in (303, 409)


def test_a_payment_under_way_can_be_cancelled(at, cast, accepted, payer, plugged) -> None:
    case = accepted()
    begin_payment(case, by=cast.citizen)
    assert "/bill/cancel/" in payer.get(f"/cases/{case.number}/bill/").content.decode()
    payer.post(f"/cases/{case.number}/bill/cancel/")
    assert "/bill/cancel/" not in payer.get(f"/cases/{case.number}/bill/").content.decode()


def test_my_certificates_say_whether_they_hold(at, cast, accepted, payer, other) -> None:
    case = accepted()
    task = Task.objects.get(case=case)
    by = cast.reviewer(task.department.code)
    decide_task(task, by=by, decision="approve", opinion="", conclusion=conclusion_for(task))
    for queue in ("default", "papers", "certificates"):
        relay.drain(queue)
    certificate = Result.objects.get(case=case).certificate
    assert certificate is not None
    assert certificate.identifier in payer.get("/my/certificates/").content.decode()
    assert certificate.identifier not in other.get("/my/certificates/").content.decode()


def test_who_is_not_signed_in_is_asked_to(city) -> None:
    assert Client().get("/my/certificates/").status_code == 302
