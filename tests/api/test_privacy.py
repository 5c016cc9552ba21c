"""Who reads which personal data, and that every look is written down."""

import pytest

from ledger.models import AccessEntry
from tests.api.caller import ok
from tests.api.steps import accepted, completed, decide, submitted, task_of
from tests.journeys.helpers import BUYERS_WORDS, SELLERS_WORDS

pytestmark = pytest.mark.django_db
SELLERS_NUMBER, BUYERS_NUMBER = SELLERS_WORDS["seller_id_number"], BUYERS_WORDS["applicant_id_number"]


def test_each_party_sees_its_own_private_data_only(at, buyer, seller):
    case = completed(buyer, seller)
    buyers, sellers = ok(buyer.get(f"cases/{case['id']}/")), ok(seller.get(f"cases/{case['id']}/"))
    assert buyers["form"]["applicant_id_number"] == BUYERS_NUMBER
    assert sellers["form"]["seller_id_number"] == SELLERS_NUMBER
    assert SELLERS_NUMBER not in str(buyers)
    assert BUYERS_NUMBER not in str(sellers)
    assert sellers["form"]["contract_date"] == "2026-11-16", "what is about the house both may read"
    assert AccessEntry.objects.count() == 0, "nobody looked at another's data"


def test_the_window_reads_masked_numbers_and_is_noted(at, buyer, seller, clerk):
    case = submitted(buyer, seller)
    seen = ok(clerk.get(f"cases/{case['id']}/"))
    assert seen["form"]["applicant_id_number"] == "339***********0116"
    assert BUYERS_NUMBER not in str(seen)
    assert SELLERS_NUMBER not in str(seen)
    looks = AccessEntry.objects.filter(actor_label="clerk1")
    assert looks.count() == 2, "one for each person whose data it is"
    assert "applicant_id_number" in looks[0].fields


def test_a_department_reads_what_its_matter_asks(at, as_, buyer, seller):
    case = accepted(buyer, seller)
    ok(decide(case, "M01"))
    tax = ok(as_("reviewer-d-swj").get(f"cases/{case['id']}/"))
    assert "homes_owned_count" in tax["form"]
    assert task_of(tax, "M02")["facts"]["declared_price"] == 1680000
    assert task_of(tax, "M03")["facts"] == {}, "what was brought to others stays theirs"
    housing = ok(as_("reviewer-d-zjj").get(f"cases/{case['id']}/"))
    assert "homes_owned_count" not in housing["form"], "the housing body does not need it"


def test_a_departments_system_gets_whole_numbers_an_officer_masked_ones(at, as_, buyer, seller):
    case = accepted(buyer, seller)
    path = f"tasks/{task_of(case, 'M02')['id']}/"
    officer, system = ok(as_("reviewer-d-swj").get(path)), ok(as_("system-d-swj").get(path))
    assert system["form"]["applicant_id_number"] == BUYERS_NUMBER
    assert officer["form"]["applicant_id_number"] == "339***********0116"
    assert {field["element"] for field in system["conclusion_fields"]} >= {"tax_receipt_no"}
    assert {row["material"] for row in system["materials"]} <= {"M-CONTRACT"}
    assert AccessEntry.objects.filter(actor_label="system-d-swj").exists()


@pytest.mark.parametrize("username", ["supervisor1", "auditor1", "exit1"])
def test_whoever_only_watches_reads_nothing_private(at, as_, buyer, seller, username):
    case = accepted(buyer, seller)
    seen = ok(as_(username).get(f"cases/{case['id']}/"))
    assert (
        not {"applicant_id_number", "applicant_name", "seller_mobile", "declared_price"} & seen["form"].keys()
    )
    assert "王小明" not in str(seen)
    assert AccessEntry.objects.count() == 0


def test_without_the_entry_the_data_is_withheld(at, buyer, seller, clerk, monkeypatch):
    case = submitted(buyer, seller)

    def broken(*_args, **_kwargs):
        raise RuntimeError("the log can't be written")

    monkeypatch.setattr("portal.api.presenting.reading.look", broken)
    answer = clerk.get(f"cases/{case['id']}/")
    assert answer.status_code == 500
    assert "applicant" not in answer.content.decode()


def test_a_draft_is_nobody_elses_business(at, as_, buyer, seller):
    case = completed(buyer, seller)
    for username in ("clerk1", "chief1", "supervisor1", "auditor1", "reviewer-d-zjj", "citizen5"):
        assert as_(username).get(f"cases/{case['id']}/").status_code == 404
