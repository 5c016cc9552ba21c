"""Whatever a form is fed, the answer is a clear refusal in words; never a fault of the program."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cases.models import Case
from tests.cast import Cast
from tests.journeys.helpers import begin_house_transfer

pytestmark = pytest.mark.django_db

NASTY = [
    "\x00",
    "a\x00b",
    "𬴂𫍯",
    "x" * 10_000,
    "[]",
    "{}",
    "-1",
    "1e999",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
]
FORMS = {
    "/apply/one-thing/OT1/": ["key", "applicant", "applicant_kind", "buyer_loan"],
    "/cases/{ref}/apply/situation/": ["applicant_kind", "house_services"],
    "/cases/{ref}/apply/questions/deal/": ["contract_date", "declared_price", "seen", "ownership_share"],
    "/cases/{ref}/apply/questions/applicant/": [
        "applicant_name-known",
        "applicant_name",
        "applicant_id_number",
    ],
    "/cases/{ref}/parties/seller/invite/": ["seller-who"],
    "/cases/{ref}/parties/nobody/invite/": ["nobody-who"],
    "/cases/{ref}/parties/applicant/confirm/": ["x"],
    "/cases/{ref}/materials/M-CONTRACT/": ["file", "material"],
    "/cases/{ref}/materials/NOPE/": ["file"],
    "/cases/{ref}/submit/": ["x"],
    "/cases/{ref}/withdraw/": ["x"],
    "/cases/{ref}/correct/": ["declared_price"],
    "/sign-in/": ["username", "password", "next"],
    "/mode/": ["mode", "next"],
}


@pytest.fixture
def draft(cast: Cast) -> Case:
    return begin_house_transfer(cast)


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize("urlencoded", [True, False])
def test_no_form_breaks(buyer: Client, draft: Case, address: str, urlencoded: bool) -> None:
    for value in NASTY:
        data: Any = dict.fromkeys(FORMS[address], value)
        kwargs: dict[str, Any] = {}
        if urlencoded:
            kwargs["content_type"] = "application/x-www-form-urlencoded"
            data = "&".join(f"{name}={value}" for name in data)
        assert buyer.post(address.format(ref=draft.public_id), data, **kwargs).status_code < 500


ADDRESSES = [
    "/services/?q={v}&audience={v}&visits={v}&event={v}&page={v}",
    "/one-things/OT1/?asked={v}&applicant_kind={v}&house_services={v}",
    "/one-things/{v}/",
    "/matters/{v}/",
    "/apply/one-thing/{v}/",
    "/cases/?show={v}&page={v}",
    "/cases/{v}/",
    "/verify/{v}?code={v}",
    "/notices/?page={v}",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "value", ["𬴂", "x" * 3000, "-1", "%00", "%FF", "..%2F..", "'", "999999999999999999999"]
)
def test_no_address_breaks(buyer: Client, address: str, value: str) -> None:
    assert buyer.get(address.replace("{v}", value)).status_code < 500


def test_a_body_beyond_all_measure_is_refused(buyer: Client, draft: Case) -> None:
    response = buyer.post(f"/cases/{draft.public_id}/withdraw/", {"reason": "x" * 3_000_000})
    assert response.status_code in (400, 413, 422)
    assert Case.objects.get(pk=draft.pk).state == "draft"


def test_a_rare_character_survives_in_a_name(buyer: Client, draft: Case) -> None:
    buyer.post(f"/cases/{draft.public_id}/apply/questions/applicant/", {"applicant_name": "𬴂𫍯"})
    assert Case.objects.get(pk=draft.pk).draft.answers["applicant_name"] == "𬴂𫍯"


def test_ten_wrong_passwords_close_the_account_for_a_while(client: Client, city: None) -> None:
    assert User.objects.filter(username="citizen3").exists()
    answers = [client.post("/sign-in/", {"username": "citizen3", "password": "no"}) for _try in range(11)]
    assert answers[-1].status_code == 429
    assert "15" in answers[-1].content.decode()
    assert client.post("/sign-in/", {"username": "citizen3", "password": "demo"}).status_code == 429
