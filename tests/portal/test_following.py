"""After submission: the case page, corrections, questions, papers, the way out, the judgement."""

import re
from collections.abc import Callable
from datetime import UTC, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Person
from approvals.actions import ask_applicant, claim_task, open_round
from approvals.presenting import stated_rows
from cases.actions import return_case
from cases.composing import composition_of
from cases.gaps import elements_answered
from cases.models import Case, Correction, Rating
from cases.states import CaseState
from core import clock
from ledger.models import AccessEntry
from notices.models import Notice
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import PDF, approve, submitted_house_transfer, task_of

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
GAPS = [
    {"material": "M-CONTRACT", "reason": "Page 2 can't be read."},
    {"element": "declared_price", "reason": "Differs from clause 3."},
]


@pytest.fixture
def submitted(cast: Cast) -> Case:
    return submitted_house_transfer(cast)


@pytest.fixture
def in_review(cast: Cast, submitted: Case) -> Case:
    return open_round(submitted, by=cast.clerk)


def page(client: Client, address: str) -> str:
    response = client.get(address, headers=EN)
    assert response.status_code == 200, response
    return response.content.decode()


def test_the_case_page_says_who_has_it_and_that_nothing_is_to_be_done(buyer: Client, in_review: Case) -> None:
    html = page(buyer, f"/cases/{in_review.number}/")
    assert "is reviewing" in html
    assert "You need do nothing now." in html
    assert "3 departments at once" in html


def test_the_picture_has_a_row_for_every_task_and_a_table_twin(buyer: Client, in_review: Case) -> None:
    html = page(buyer, f"/cases/{in_review.number}/")
    for table in ("joint-table", "plan-table"):
        twin = html[html.index(f'id="{table}"') :]
        assert twin[: twin.index("</table>")].count('<th scope="row">') == in_review.tasks.count()


def test_the_timeline_tells_what_a_party_may_know(buyer: Client, cast: Cast, in_review: Case) -> None:
    claim_task(task_of(in_review, "M01"), by=cast.reviewer("D-ZJJ"))
    html = page(buyer, f"/cases/{in_review.number}/")
    assert "The application was begun" in html
    assert "Sent to all departments at the same moment" in html
    assert "Answers were saved" not in html


def test_a_poll_gets_nothing_until_something_happened(buyer: Client, cast: Cast, in_review: Case) -> None:
    html = page(buyer, f"/cases/{in_review.number}/")
    address = re.search(r'hx-get="([^"]+)"', html)[1]  # type: ignore[index]
    poll = {**EN, "HX-Request": "true"}
    assert buyer.get(address, headers=poll).status_code == 204
    approve(cast, in_review, "M01")
    changed = buyer.get(address, headers=poll)
    assert changed.status_code == 200
    assert changed.content.decode().count('id="follow"') == 1
    assert "<html" not in changed.content.decode()


def test_the_promise_goes_into_the_calendar(buyer: Client, in_review: Case) -> None:
    response = buyer.get(f"/cases/{in_review.number}/promise.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert f"{in_review.promised_due_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" in response.content.decode()


def test_the_receipt_page_stays(buyer: Client, submitted: Case) -> None:
    with clock.frozen(clock.now() + timedelta(days=400)):
        assert submitted.number in page(buyer, f"/cases/{submitted.number}/receipt/")


def test_a_correction_opens_only_what_was_asked_for(buyer: Client, cast: Cast, submitted: Case) -> None:
    return_case(submitted, by=cast.clerk, gaps=GAPS)
    html = page(buyer, f"/cases/{submitted.number}/correct/")
    assert 'name="declared_price"' in html
    assert "up-M-CONTRACT" in html
    assert html.count("data-field=") == 1
    assert "Differs from clause 3." in html


def test_an_unasked_field_is_ignored_by_a_correction(buyer: Client, cast: Cast, submitted: Case) -> None:
    return_case(submitted, by=cast.clerk, gaps=GAPS)
    buyer.post(f"/cases/{submitted.number}/correct/", {"contract_date": "2020-01-01"})
    assert Case.objects.get(pk=submitted.pk).draft.answers["contract_date"] == "2026-11-16"


def test_a_correction_that_lacks_something_names_it_and_keeps_the_rest(
    buyer: Client, cast: Cast, submitted: Case
) -> None:
    return_case(submitted, by=cast.clerk, gaps=GAPS)
    response = buyer.post(f"/cases/{submitted.number}/correct/", {"declared_price": "1700000"}, headers=EN)
    assert response.status_code == 422
    assert 'href="#up-M-CONTRACT"' in response.content.decode()
    assert 'value="1700000"' in response.content.decode()


def test_a_paper_that_lies_there_still_is_said_to_be_not_replaced_yet(
    buyer: Client, cast: Cast, submitted: Case
) -> None:
    return_case(submitted, by=cast.clerk, gaps=GAPS)
    response = buyer.post(f"/cases/{submitted.number}/correct/", {"declared_price": "1700000"}, headers=EN)
    assert "This one has not been replaced yet." in response.content.decode()


def test_a_value_sent_back_unchanged_is_asked_about_once_and_then_kept(
    buyer: Client, cast: Cast, in_review: Case
) -> None:
    task = claim_task(task_of(in_review, "M01"), by=cast.reviewer("D-ZJJ"))
    ask_applicant(task, by=cast.reviewer("D-ZJJ"), gaps=[GAPS[1]])
    before = in_review.answers.get(element="declared_price").value
    same = {"declared_price": str(before)}
    asked = buyer.post(f"/cases/{in_review.number}/correct/", same, headers=EN)
    assert asked.status_code == 422
    assert "This is the same as before" in asked.content.decode()
    assert 'name="insisted" value="declared_price"' in asked.content.decode()
    insists = {**same, "insisted": "declared_price"}
    assert buyer.post(f"/cases/{in_review.number}/correct/", insists).status_code == 303
    answer = in_review.answers.get(element="declared_price")
    assert (answer.value, answer.corrected) == (before, False)
    sources = composition_of(in_review, {}).errand.sources
    row = stated_rows([answer], sources, asked=elements_answered(in_review))[0]
    assert (row["corrected"], row["kept"]) == (False, True)


def test_a_complete_correction_goes_back_to_the_window(buyer: Client, cast: Cast, submitted: Case) -> None:
    return_case(submitted, by=cast.clerk, gaps=GAPS)
    file = SimpleUploadedFile("better.pdf", PDF, "application/pdf")
    uploaded = buyer.post(f"/cases/{submitted.number}/materials/M-CONTRACT/", {"file": file})
    assert uploaded["Location"] == f"/cases/{submitted.number}/correct/#up-M-CONTRACT"
    response = buyer.post(f"/cases/{submitted.number}/correct/", {"declared_price": "1,700,000"})
    assert response.status_code == 303
    case = Case.objects.get(pk=submitted.pk)
    assert case.state == CaseState.SUBMITTED
    assert case.answers.get(element="declared_price").value == 1700000


def test_a_reviewer_s_question_is_answered_on_the_same_page(
    buyer: Client, cast: Cast, in_review: Case
) -> None:
    task = claim_task(task_of(in_review, "M01"), by=cast.reviewer("D-ZJJ"))
    ask_applicant(task, by=cast.reviewer("D-ZJJ"), gaps=[GAPS[1]])
    assert "A reviewer has a question" in page(buyer, f"/cases/{in_review.number}/")
    response = buyer.post(f"/cases/{in_review.number}/correct/", {"declared_price": "1690000"})
    assert response.status_code == 303
    assert Correction.objects.get(case=in_review).answered_at is not None


def test_with_nothing_asked_there_is_no_correction_page(buyer: Client, in_review: Case) -> None:
    assert buyer.get(f"/cases/{in_review.number}/correct/").status_code == 303


def test_withdrawing_asks_once_more_and_then_ends_the_case(buyer: Client, in_review: Case) -> None:
    assert "Withdraw the application?" in page(buyer, f"/cases/{in_review.number}/withdraw/")
    for _press in range(2):
        assert buyer.post(f"/cases/{in_review.number}/withdraw/", {"reason": ""}).status_code == 303
    assert Case.objects.get(pk=in_review.pk).state == CaseState.WITHDRAWN


def test_the_seller_may_withdraw_too(seller: Client, in_review: Case) -> None:
    assert (
        seller.post(f"/cases/{in_review.number}/withdraw/", {"reason": "changed my mind"}).status_code == 303
    )
    assert Case.objects.get(pk=in_review.pk).state == CaseState.WITHDRAWN


def test_it_is_too_late_to_withdraw_after_the_grant_and_the_page_says_so(
    buyer: Client, cast: Cast, in_review: Case
) -> None:
    for matter in ("M01", "M02", "M03"):
        approve(cast, in_review, matter)
    assert buyer.post(f"/cases/{in_review.number}/withdraw/", {"reason": ""}).status_code == 303
    assert Case.objects.get(pk=in_review.pk).state == CaseState.GRANTED


def test_a_judgement_is_given_once(buyer: Client, cast: Cast, in_review: Case) -> None:
    address = f"/cases/{in_review.number}/rate/"
    assert buyer.post(address, {"grade": ""}, headers=EN).status_code == 422
    assert buyer.post(address, {"grade": "9"}).status_code == 422
    assert (
        buyer.post(address, {"grade": "1", "tags": ["fast"], "words": "good", "runs": "0"}).status_code == 303
    )
    again = buyer.post(address, {"grade": "5"}, headers=EN)
    assert again.status_code == 409
    rating = Rating.objects.get(case=in_review)
    assert (rating.grade, rating.tags, rating.runs) == (1, ["fast"], 0)


def test_looking_at_one_s_own_answers_is_noted(buyer: Client, in_review: Case) -> None:
    before = AccessEntry.objects.count()
    html = page(buyer, f"/cases/{in_review.number}/answers/")
    assert "339981199001010116" in html
    assert "339981195203150012" not in html
    assert AccessEntry.objects.count() == before + 1


def test_a_file_is_served_to_whoever_handed_it_in_and_to_nobody_else(
    buyer: Client, seller: Client, stranger: Client, in_review: Case
) -> None:
    key = in_review.materials.get().pk
    address = f"/cases/{in_review.number}/files/{key}/"
    response = buyer.get(address)
    assert response.status_code == 200
    assert "sandbox" in response["Content-Security-Policy"]
    assert seller.get(address).status_code == 404
    assert stranger.get(address).status_code == 404


def test_cases_that_need_me_come_first(buyer: Client, cast: Cast) -> None:
    needy = submitted_house_transfer(cast)
    submitted_house_transfer(cast)
    return_case(needy, by=cast.clerk, gaps=GAPS)
    html = page(buyer, "/cases/")
    assert re.findall(r'class="pane-link" href="/cases/([^/]+)/', html)[0] == needy.number


def test_the_list_of_cases_is_filtered_by_its_address(buyer: Client, submitted: Case) -> None:
    assert submitted.number in page(buyer, "/cases/?show=open")
    assert submitted.number not in page(buyer, "/cases/?show=done")


def test_a_message_is_opened_once_and_leads_to_its_case(buyer: Client, stranger: Client, cast: Cast) -> None:
    notice = Notice.objects.create(
        person=Person.objects.get(code="P3"),
        kind="test",
        title={"zh": "题", "en": "Something came"},
        body={"zh": "文", "en": "Please look"},
        link="/cases/",
        created_at=FRIDAY_MORNING,
    )
    assert "Something came" in page(buyer, "/notices/")
    assert stranger.post(f"/notices/{notice.public_id}/").status_code == 404
    assert buyer.post(f"/notices/{notice.public_id}/")["Location"] == "/cases/"
    assert Notice.objects.get(pk=notice.pk).read_at is not None


PAGES = {
    "/": 14,
    "/services/?q=过户": 10,
    "/one-things/OT1/": 12,
    "/cases/": 12,
    "/cases/{number}/": 15,
    "/cases/{number}/receipt/": 6,
    "/cases/{number}/answers/": 6,
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_database_no_more_than_it_may(
    buyer: Client, in_review: Case, address: str, django_assert_max_num_queries: Callable
) -> None:
    shown = address.format(number=in_review.number)
    buyer.get(shown)
    with django_assert_max_num_queries(PAGES[address]):
        html = page(buyer, shown)
    assert len(html.encode()) <= 40 * 1024
