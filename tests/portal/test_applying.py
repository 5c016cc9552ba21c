"""An application from the first press to the receipt, through the pages, scripts off."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Case, Draft, Party
from cases.states import CaseState
from tests.journeys.helpers import BUYERS_WORDS, PDF, SELLERS_WORDS, SINGLE_CASH

pytestmark = pytest.mark.django_db

START = "/apply/one-thing/OT1/"
EN = {"accept-language": "en"}


def form_key(client: Client) -> str:
    html = client.get(START).content.decode()
    return re.search(r'name="key" value="([0-9a-f]+)"', html)[1]  # type: ignore[index]


def begin(client: Client, **changes: Any) -> Case:
    """A draft of the house transfer through the start page."""
    data = {**SINGLE_CASH, "asked": "1", "applicant": "me", "key": form_key(client), **changes}
    response = client.post(START, data)
    assert response.status_code == 303, response.content
    return Case.objects.latest("id")


def pages_of(case: Case) -> str:
    return f"/cases/{case.public_id}"


def fill(client: Client, case: Case, words: dict[str, Any]) -> None:
    """Every group's page, each with the words it asks for."""
    html = client.get(f"{pages_of(case)}/apply/").content.decode()
    for group in dict.fromkeys(re.findall(r"/apply/questions/([\w-]+)/", html)):
        address = f"{pages_of(case)}/apply/questions/{group}/"
        asked = set(re.findall(r'data-field="([\w]+)"', client.get(address).content.decode()))
        answer = client.post(address, {name: words[name] for name in asked if name in words})
        assert answer.status_code == 303, answer.content


def hand_in_contract(client: Client, case: Case) -> Any:
    file = SimpleUploadedFile("contract.pdf", PDF, "application/pdf")
    return client.post(f"{pages_of(case)}/materials/M-CONTRACT/", {"file": file})


def seller_signs(buyer: Client, seller: Client, case: Case) -> None:
    assert (
        buyer.post(f"{pages_of(case)}/parties/seller/invite/", {"seller-who": "citizen1"}).status_code == 303
    )
    fill(seller, case, SELLERS_WORDS)
    assert seller.post(f"{pages_of(case)}/parties/seller/confirm/").status_code == 303


@pytest.fixture
def ready(buyer: Client, seller: Client) -> Case:
    """A draft that lacks nothing."""
    case = begin(buyer)
    fill(buyer, case, BUYERS_WORDS)
    assert hand_in_contract(buyer, case).status_code == 303
    seller_signs(buyer, seller, case)
    return case


def test_buyer_and_seller_get_through_and_receive_one_number(buyer: Client, ready: Case) -> None:
    response = buyer.post(f"{pages_of(ready)}/submit/")
    assert response.status_code == 303
    case = Case.objects.get(pk=ready.pk)
    assert case.state == CaseState.SUBMITTED
    assert response["Location"] == f"/cases/{case.number}/receipt/"
    assert case.number in buyer.get(response["Location"]).content.decode()


def test_pressing_submit_again_gives_the_same_number(buyer: Client, ready: Case) -> None:
    first = buyer.post(f"{pages_of(ready)}/submit/")["Location"]
    again = [buyer.post(f"{pages_of(ready)}/submit/")["Location"] for _press in range(4)]
    assert set(again) == {first}


def test_pressing_begin_twice_begins_one_draft(buyer: Client) -> None:
    key = form_key(buyer)
    data = {**SINGLE_CASH, "asked": "1", "key": key}
    assert buyer.post(START, data)["Location"] == buyer.post(START, data)["Location"]
    assert Case.objects.count() == 1


def test_whoever_is_not_signed_in_comes_back_to_the_page_after_signing_in(client: Client, city: None) -> None:
    response = client.get("/cases/?show=draft")
    assert response["Location"] == "/sign-in/?next=/cases/%3Fshow%3Ddraft"


def test_the_signed_in_identity_is_filled_in_and_says_where_it_came_from(buyer: Client) -> None:
    case = begin(buyer)
    html = buyer.get(f"{pages_of(case)}/apply/questions/applicant/", headers=EN).content.decode()
    assert "Signed-in identity" in html
    assert Draft.objects.get(case=case).answers["applicant_id_number"] == "339981199001010116"


def test_a_disputed_value_is_kept_beside_the_known_one(buyer: Client) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/applicant/"
    buyer.post(address, {"applicant_mobile-known": "disputed", "applicant_mobile": "13900000009"})
    draft = Draft.objects.get(case=case)
    assert draft.answers["applicant_mobile"] == "13900000009"
    assert draft.sources["applicant_mobile"]["stand"] == "disputed"
    assert "Disputed" in buyer.get(f"{pages_of(case)}/apply/check/", headers=EN).content.decode()


def test_confirming_a_known_value_again_takes_the_dispute_back(buyer: Client) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/applicant/"
    buyer.post(address, {"applicant_mobile-known": "disputed", "applicant_mobile": "13900000009"})
    buyer.post(address, {"applicant_mobile-known": "confirmed", "applicant_mobile": "13900000009"})
    assert Draft.objects.get(case=case).answers["applicant_mobile"] == "13800000003"


def test_a_doubtful_value_is_kept_and_doubted_once(buyer: Client) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/deal/"
    first = buyer.post(address, {"contract_date": "last week"})
    assert first["Location"].endswith("?look=1")
    html = buyer.get(first["Location"], headers=EN).content.decode()
    assert "last week" in html
    assert "This is not a date" in html
    assert "<title>Error:" in html
    assert "look" not in buyer.post(first["Location"], {"contract_date": "last week"})["Location"]


def test_what_is_too_long_to_keep_comes_back_as_typed_with_the_rest_saved(buyer: Client) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/deal/"
    response = buyer.post(address, {"ownership_share": "x" * 5000, "contract_date": "2026-11-16"}, headers=EN)
    assert response.status_code == 422
    assert "x" * 5000 in response.content.decode()
    assert Draft.objects.get(case=case).answers["contract_date"] == "2026-11-16"


def test_an_answer_that_brings_questions_shows_them_on_the_same_page(buyer: Client) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/delivery/"
    response = buyer.post(address, {"delivery_method": "courier"})
    assert response["Location"] == f"{address}#f-delivery_recipient"


def test_a_stale_page_shows_both_values_and_the_second_press_wins(buyer: Client) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/deal/"

    def seen() -> str:
        html = buyer.get(address).content.decode()
        return re.search(r'name="seen" value="([^"]*)"', html)[1]  # type: ignore[index]

    old = seen()
    buyer.post(address, {"contract_date": "2026-11-15", "seen": old})
    stale = buyer.post(address, {"contract_date": "2026-11-16", "seen": old}, headers=EN)
    assert stale.status_code == 409
    assert "2026-11-15" in stale.content.decode()
    assert "2026-11-16" in stale.content.decode()
    assert buyer.post(address, {"contract_date": "2026-11-16", "seen": seen()}).status_code == 303


def test_autosave_keeps_one_field_and_notices_a_conflict(buyer: Client) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/deal/field/"

    def save(value: str, base: str) -> Any:
        body = {"field": "contract_date", "value": value, "base_version": base, "client_seq": 1}
        return buyer.patch(address, body, content_type="application/json")

    first = save("2026-11-16", "")
    assert first.status_code == 200
    assert save("2026-11-17", first.json()["version"]).status_code == 200
    assert save("2026-11-18", first.json()["version"]).status_code == 409
    assert Draft.objects.get(case=case).answers["contract_date"] == "2026-11-17"


@pytest.mark.parametrize("body", [b"", b"[]", b'{"field": 1, "value": "x"}', b'{"field": "contract_date"}'])
def test_autosave_refuses_what_is_no_field(buyer: Client, body: bytes) -> None:
    case = begin(buyer)
    address = f"{pages_of(case)}/apply/questions/deal/field/"
    assert buyer.patch(address, body, content_type="application/json").status_code == 422


def test_submitting_names_everything_that_is_missing_with_the_way_to_it(buyer: Client) -> None:
    case = begin(buyer)
    response = buyer.post(f"{pages_of(case)}/submit/", headers=EN)
    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in html
    assert f"{pages_of(case)}/apply/questions/deal/?back=1#f-declared_price" in html
    assert f"{pages_of(case)}/apply/materials/#up-M-CONTRACT" in html
    assert f"{pages_of(case)}/apply/parties/" in html


def test_a_refused_file_is_named_and_the_others_are_kept(buyer: Client) -> None:
    case = begin(buyer)
    good = SimpleUploadedFile("page1.pdf", PDF, "application/pdf")
    bad = SimpleUploadedFile("virus.exe", b"MZ" + b"0" * 100, "application/pdf")
    response = buyer.post(f"{pages_of(case)}/materials/M-CONTRACT/", {"file": [good, bad]}, headers=EN)
    html = response.content.decode()
    assert response.status_code == 422
    assert "virus.exe" in html
    assert "page1.pdf" in html
    assert case.materials.count() == 1


def test_a_file_can_be_taken_back(buyer: Client) -> None:
    case = begin(buyer)
    hand_in_contract(buyer, case)
    key = case.materials.get().pk
    for _press in range(2):
        assert buyer.post(f"{pages_of(case)}/files/{key}/remove/").status_code == 303
    assert buyer.get(f"{pages_of(case)}/files/{key}/").status_code == 404


def test_an_upload_by_script_answers_with_the_section_alone(buyer: Client) -> None:
    case = begin(buyer)
    file = SimpleUploadedFile("contract.pdf", PDF, "application/pdf")
    response = buyer.post(
        f"{pages_of(case)}/materials/M-CONTRACT/", {"file": file}, headers={"HX-Request": "true"}
    )
    html = response.content.decode().strip()
    assert html.startswith("<section")
    assert "contract.pdf" in html


def test_nobody_of_that_name_is_told_beside_the_box(buyer: Client) -> None:
    case = begin(buyer)
    response = buyer.post(f"{pages_of(case)}/parties/seller/invite/", {"seller-who": "nobody"}, headers=EN)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="nobody"' in html
    assert "is known here" in html


def test_the_seller_sees_their_own_boxes_and_none_of_the_buyer_s_data(buyer: Client, seller: Client) -> None:
    case = begin(buyer)
    fill(buyer, case, BUYERS_WORDS)
    buyer.post(f"{pages_of(case)}/parties/seller/invite/", {"seller-who": "339981195203150012"})
    pages = [
        seller.get(f"{pages_of(case)}{path}").content.decode()
        for path in ("/apply/", "/parties/seller/confirm/", "/apply/questions/seller/", "/answers/")
    ]
    assert "339981199001010116" not in "".join(pages)
    assert "13800000003" not in "".join(pages)
    assert seller.get(f"{pages_of(case)}/apply/questions/applicant/").status_code == 404
    assert seller.get(f"{pages_of(case)}/apply/check/").status_code == 303


def test_the_buyer_does_not_see_what_the_seller_states(buyer: Client, ready: Case) -> None:
    pages = [
        buyer.get(f"{pages_of(ready)}{path}").content.decode()
        for path in ("/apply/", "/apply/check/", "/answers/", "/apply/parties/")
    ]
    assert "339981195203150012" not in "".join(pages)
    assert "Zhang J." in pages[3]


def test_signing_before_stating_names_what_is_missing(buyer: Client, seller: Client) -> None:
    case = begin(buyer)
    buyer.post(f"{pages_of(case)}/parties/seller/invite/", {"seller-who": "citizen1"})
    response = seller.post(f"{pages_of(case)}/parties/seller/confirm/", headers=EN)
    assert response.status_code == 422
    assert f"{pages_of(case)}/apply/questions/seller/?back=1" in response.content.decode()
    assert Party.objects.get(case=case, role="seller").confirmed_at is None


def test_an_open_question_of_the_situation_is_asked_before_the_list(buyer: Client) -> None:
    response = buyer.post(START, {"asked": "1", "applicant_kind": "person", "key": form_key(buyer)})
    assert response["Location"].endswith("/apply/situation/")
    silent = buyer.post(response["Location"], {"asked": "1"}, headers={"Accept-Language": "en"})
    assert (silent.status_code, "Please choose an answer:" in silent.content.decode()) == (422, True)
    answered = buyer.post(response["Location"], {**SINGLE_CASH, "asked": "1"})
    assert answered["Location"].endswith("/apply/")


def test_a_matter_that_has_ended_can_not_be_begun(buyer: Client) -> None:
    assert buyer.get("/apply/matter/M20/", headers=EN).status_code == 200
    response = buyer.post("/apply/matter/M20/", {"asked": "1", "applicant": "me"})
    assert response.status_code == 422
    assert not Case.objects.exists()


def test_no_page_of_a_foreign_case_is_found(
    ready: Case, stranger: Client, sign_in: Callable[[str], Client], client: Client
) -> None:
    paths = [
        "",
        "apply/",
        "apply/check/",
        "apply/materials/",
        "apply/parties/",
        "answers/",
        "receipt/",
        "correct/",
    ]
    paths += ["withdraw/", "rate/", "apply/situation/", "apply/questions/deal/", "promise.ics"]
    for someone in (stranger, sign_in("clerk1"), sign_in("reviewer-d-zgj"), sign_in("supervisor1")):
        assert {someone.get(f"{pages_of(ready)}/{path}").status_code for path in paths} == {404}
    for path in ("submit/", "pre-review/", "withdraw/", "parties/seller/confirm/", "materials/M-CONTRACT/"):
        assert stranger.post(f"{pages_of(ready)}/{path}").status_code == 404
    assert {client.get(f"{pages_of(ready)}/{path}").status_code for path in paths} == {302}
