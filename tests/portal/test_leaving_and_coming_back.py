"""Drafts one leaves and comes back to; what an answer brings; one number however often one submits."""

import json
import os
from typing import Any

import pytest
from django.test import Client

from cases.actions import answer_form, submit_case
from cases.models import Case, Draft
from core.errors import WrongState
from core.models import Timer
from ledger.models import Event
from portal.citizen.keeping import draft_reference
from tests.cast import Cast
from tests.filling import begin, fill
from tests.journeys.helpers import begin_house_transfer, complete_house_transfer
from tests.racing import race, winners

EN = {"accept-language": "en"}
SUBMITS = int(os.environ.get("SUBMITS_AT_ONCE", "20"))  # `make long`: a hundred


def pages_of(case: Case) -> str:
    return f"/cases/{case.public_id}"


def save(client: Client, case: Case, group: str, name: str, value: str, **more: Any) -> Any:
    body = {"field": name, "value": value, "base_version": "", "client_seq": 1, **more}
    return client.patch(
        f"{pages_of(case)}/apply/questions/{group}/field/", json.dumps(body), "application/json"
    )


@pytest.fixture
def draft(cast: Cast) -> Case:
    return begin_house_transfer(cast)


@pytest.mark.django_db
class TestAnswers:
    def test_the_courier_needs_an_address_even_if_saved_before(self, buyer: Client, draft: Case) -> None:
        page = buyer.get(f"{pages_of(draft)}/apply/questions/delivery/")
        seen = page.context["seen"]
        assert (
            "delivery_address" in save(buyer, draft, "delivery", "delivery_method", "courier").json()["asked"]
        )
        response = buyer.post(
            f"{pages_of(draft)}/apply/questions/delivery/", {"delivery_method": "courier", "seen": seen}
        )
        assert response["Location"].endswith("#f-delivery_recipient")

    def test_a_nul_is_left_out_and_all_else_is_kept(self, buyer: Client, draft: Case) -> None:
        address = f"{pages_of(draft)}/apply/questions/deal/"
        response = buyer.post(address, {"ownership_share": "一\x00半", "contract_date": "2026年11月18日"})
        assert response.status_code == 303
        kept = Draft.objects.get(case=draft).answers
        assert (kept["ownership_share"], kept["contract_date"]) == ("一半", "2026-11-18")

    def test_the_same_answer_twice_leaves_one_event(self, buyer: Client, draft: Case) -> None:
        for _time in range(3):
            assert save(buyer, draft, "deal", "contract_date", "2026-11-18").status_code == 200
        events = Event.objects.filter(chain=draft.chain, action="cases.answer_form")
        assert [event.data["elements"] for event in events] == [["contract_date"]]

    def test_a_lost_answer_is_no_conflict_with_oneself(self, buyer: Client, draft: Case) -> None:
        base = buyer.get(f"{pages_of(draft)}/apply/questions/deal/").context["seen"]
        save(buyer, draft, "deal", "contract_date", "2026-11-17", base_version=base)
        lost = [["contract_date", "2026-11-17"]]
        again = save(buyer, draft, "deal", "contract_date", "2026-11-18", base_version=base, unanswered=lost)
        assert again.status_code == 200
        stranger = save(buyer, draft, "deal", "contract_date", "2026-11-19", base_version=base)
        assert stranger.status_code == 409
        assert stranger.json()["value"] == "2026-11-18"

    def test_whoever_was_signed_out_is_told_so(self, client: Client, draft: Case) -> None:
        assert save(client, draft, "deal", "contract_date", "2026-11-18").status_code == 401

    def test_the_kind_of_document_comes_before_its_number(
        self, buyer: Client, draft: Case, cast: Cast
    ) -> None:
        answer_form(draft, by=cast.citizen, form={}, situation={"applicant_role": "agent"})
        html = buyer.get(f"{pages_of(draft)}/apply/").content.decode()
        group = next(one for one in ("agent", "applicant") if f"/questions/{one}/" in html)
        save(buyer, draft, group, "agent_id_number-kind", "passport")
        assert Draft.objects.get(case=draft).answers["agent_id_number"] == "护照"
        save(buyer, draft, group, "agent_id_number", "e12345678")
        assert Draft.objects.get(case=draft).answers["agent_id_number"] == "护照 E12345678"


@pytest.mark.django_db
class TestComingBack:
    def test_a_card_names_the_draft_and_its_last_day(self, buyer: Client, draft: Case) -> None:
        html = buyer.get("/cases/?show=draft", headers=EN).content.decode()
        assert f"Draft {draft_reference(draft)}, kept until" in html

    def test_the_code_for_another_device_opens_the_draft(self, buyer: Client, draft: Case) -> None:
        assert "/apply/elsewhere/" in buyer.get(f"{pages_of(draft)}/apply/").content.decode()
        html = buyer.get(f"{pages_of(draft)}/apply/elsewhere/").content.decode()
        assert f"{pages_of(draft)}/apply/" in html
        assert "<svg" in html

    def test_keeping_it_longer_moves_the_day(self, buyer: Client, draft: Case) -> None:
        timer = Timer.objects.get(kind="cases.draft_expiry", subject=str(draft.pk))
        Timer.objects.filter(pk=timer.pk).update(due_at=draft.created_at)
        assert buyer.post(f"{pages_of(draft)}/apply/keep/").status_code == 303
        assert Timer.objects.get(pk=timer.pk).due_at == timer.due_at

    def test_papers_wait_for_the_situation(self, buyer: Client, cast: Cast, draft: Case) -> None:
        Case.objects.filter(pk=draft.pk).update(situation={})
        html = buyer.get(f"{pages_of(draft)}/apply/", headers=EN).content.decode()
        assert "Cannot start yet" in html
        assert "/apply/check/" not in html.split('id="s2"')[1].split("</section>")[0]

    def test_going_back_asks_for_a_draft_page_again(self, buyer: Client, draft: Case) -> None:
        response = buyer.get(f"{pages_of(draft)}/apply/check/")
        assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
class TestPromising:
    def test_what_may_follow_has_to_be_promised_on_the_page(self, buyer: Client, cast: Cast) -> None:
        case = begin(cast, "M52")
        fill(cast, case, leave_out=["M-BANKNO"])
        refused = buyer.post(f"{pages_of(case)}/submit/", headers=EN)
        assert "#f-undertakes" in refused.content.decode()
        assert buyer.post(f"{pages_of(case)}/submit/", {"undertakes": "1"}).status_code == 303
        event = Event.objects.get(chain=case.chain, action="cases.submit_case")
        assert event.data["undertaken"] == ["M-BANKNO"]


@pytest.mark.django_db(transaction=True)
def test_many_submits_at_once_give_one_number(cast: Cast) -> None:
    case = begin_house_transfer(cast)
    complete_house_transfer(cast, case)
    citizen = cast.citizen

    def submit() -> Case:
        return submit_case(Case.objects.get(pk=case.pk), by=citizen)

    results = race(*[submit] * SUBMITS)
    assert len(winners(results)) == 1
    assert {type(result) for result in results if isinstance(result, Exception)} == {WrongState}
    assert Case.objects.exclude(number=None).count() == 1
