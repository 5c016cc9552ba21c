"""A fee is waived at the window, with reason and basis, and the payer reads why."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Bill, BillLine, Case

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


@pytest.fixture
def clerk(cast) -> Client:
    client = Client(headers=EN)
    client.force_login(cast.user("clerk1"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def loan(at, accepted) -> Case:
    """An accepted case with one fee that the catalogue lets be reduced."""
    return accepted("M04")


def fees(case: Case) -> str:
    return reverse("windows:fees", args=[case.public_id])


def typed(case: Case, **changes: str) -> dict[str, str]:
    line = BillLine.objects.get(bill__case=case)
    return {"line": str(line.pk), "reason": "小微企业免征", "basis": "财税〔2019〕45号", **changes}


def test_the_page_names_each_charge_and_where_it_is_paid(clerk, loan):
    assert BillLine.objects.get(bill__case=loan).name["en"] in clerk.get(fees(loan)).content.decode()


def test_it_is_waived_with_reason_and_basis_and_the_payer_reads_both(clerk, payer, loan):
    assert clerk.post(fees(loan), typed(loan)).status_code == 303
    assert Bill.objects.get(case=loan).state == "nothing_due"
    assert "Waive a fee" not in clerk.get(fees(loan)).content.decode()
    bill = payer.get(f"/cases/{loan.number}/bill/", headers=EN).content.decode()
    assert "小微企业免征 (财税〔2019〕45号)" in bill


@pytest.mark.parametrize(
    "changes",
    [{"reason": " "}, {"basis": ""}, {"line": "0"}, {"line": "x"}, {"line": "9" * 30}, {"reason": "x" * 300}],
)
def test_what_is_missing_is_named_and_nothing_is_waived(clerk, loan, changes):
    answer = clerk.post(fees(loan), typed(loan, **changes))
    assert answer.status_code == 422
    assert answer.content.decode().count("<title>Error:") == 1
    assert Bill.objects.get(case=loan).state == "open"


def test_what_the_catalogue_does_not_let_be_reduced_offers_no_form(at, clerk, accepted):
    assert "Waive a fee" not in clerk.get(fees(accepted())).content.decode()


@pytest.mark.parametrize("username", ["clerk2", "citizen3", "exit1"])
def test_only_the_window_that_took_it_in_waives(cast, loan, username):
    client = Client(headers=EN)
    client.force_login(cast.user(username), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(fees(loan), typed(loan)).status_code in (303, 403, 404)
    assert Bill.objects.get(case=loan).state == "open"
