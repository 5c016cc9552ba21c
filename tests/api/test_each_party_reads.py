"""What a call shows one party of another: names and digests of files, the situation, results and notices."""

import pytest

from cases.models import Case, Correction
from core import clock
from tests.api.caller import ok
from tests.api.steps import completed, drafted, submitted
from tests.cast import Cast
from tests.journeys.helpers import PDF

pytestmark = pytest.mark.django_db


def test_nobody_learns_name_or_digest_of_another_party_s_file(at, buyer, seller):
    case = completed(buyer, seller)
    ok(seller.upload(case["id"], "M-TRANSFER", PDF), 201)
    sellers = ok(seller.get(f"cases/{case['id']}/"))
    buyers = ok(buyer.get(f"cases/{case['id']}/"))
    assert [row["material"] for row in sellers["materials"]] == ["M-TRANSFER"]
    assert [row["material"] for row in buyers["materials"]] == ["M-CONTRACT"]


def test_the_window_reads_both(at, buyer, seller, clerk):
    case = completed(buyer, seller)
    ok(seller.upload(case["id"], "M-TRANSFER", PDF), 201)
    ok(buyer.post(f"cases/{case['id']}/submit/"))
    seen = ok(clerk.get(f"cases/{case['id']}/"))
    assert {row["material"] for row in seen["materials"]} == {"M-CONTRACT", "M-TRANSFER"}


def test_a_seller_reads_the_deal_and_not_the_buyer_s_circumstances(at, buyer, seller):
    case = ok(seller.get(f"cases/{completed(buyer, seller)['id']}/"))
    assert case["form"]["declared_price"] == 1680000
    assert "marital_status" not in case["situation"]
    assert case["situation"]["buyer_loan"] == "no"


def test_a_seller_is_told_only_what_is_asked_of_them(at, buyer, seller):
    case = submitted(buyer, seller)
    row = Case.objects.get(number=case["number"])
    gaps = [
        {"element": "seller_mobile", "reason": "?"},
        {"element": "applicant_mobile", "reason": "?"},
        {"material": "M-CONTRACT", "reason": "?"},
    ]
    Correction.objects.create(case=row, ordinal=1, gaps=gaps, asked_at=clock.now(), due_at=clock.now())
    [sellers] = ok(seller.get(f"cases/{case['id']}/"))["corrections"]
    [buyers] = ok(buyer.get(f"cases/{case['id']}/"))["corrections"]
    assert [gap["element"] for gap in sellers["gaps"]] == ["seller_mobile"]
    assert len(buyers["gaps"]) == 3


def test_a_buyer_can_t_name_themself_as_seller(at, buyer):
    case = drafted(buyer, parties=[{"role": "applicant", "person": "P3"}])
    answer = buyer.post(f"cases/{case['id']}/parties/", {"role": "seller", "person": "P3"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "conflict_of_interest"


def test_an_agent_applies_for_whoever_gave_a_mandate(at, as_):
    agent = as_("agent1")
    body = {"one_thing": "OT7", "parties": [{"role": "applicant", "person": "P1"}]}
    assert agent.post("cases/", body).json()["code"] == "no_mandate"
    cast = Cast()
    cast.mandate(cast.named("citizen1"), "agent1")
    case = ok(agent.post("cases/", body), 201)
    assert case["parties"][0]["person"] == "P1"
    assert as_("citizen1").get(f"cases/{case['id']}/").status_code == 200
