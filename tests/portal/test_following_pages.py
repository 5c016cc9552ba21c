"""Messages, urging, progress without signing in, and judging in two taps: what the pages do."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from approvals.actions import apologise, open_round
from cases.actions import rate_case, return_case
from cases.models import Case, Message, Rating, Referral, Urge
from cases.rating_links import link_for
from cases.selectors import parties_of
from core import clock
from ledger.models import AccessEntry
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
SignIn = Callable[[str], Client]


@pytest.fixture
def in_review(cast: Cast) -> Case:
    return open_round(submitted_house_transfer(cast), by=cast.clerk)


def html(client: Client, address: str) -> str:
    response = client.get(address, headers=EN)
    assert response.status_code == 200, response
    return response.content.decode()


def test_a_message_reaches_the_window_and_the_answer_comes_back(
    buyer: Client, sign_in: SignIn, in_review: Case
) -> None:
    assert buyer.post(f"/cases/{in_review.number}/messages/", {"text": "Do I bring it?"}).status_code == 303
    clerk = sign_in("clerk1")
    assert "1 message to answer" in html(clerk, "/hall/cases/")
    assert "Do I bring it?" in html(clerk, f"/hall/cases/{in_review.public_id}/")
    role = Message.objects.get().party.role
    clerk.post(f"/hall/cases/{in_review.public_id}/messages/", {"text": "No need.", "role": role})
    assert "to answer" not in html(clerk, "/hall/cases/")
    assert "No need." in html(buyer, f"/cases/{in_review.number}/")


def test_one_party_does_not_read_what_another_wrote(buyer: Client, seller: Client, in_review: Case) -> None:
    buyer.post(f"/cases/{in_review.number}/messages/", {"text": "between us"})
    assert "between us" not in html(seller, f"/cases/{in_review.number}/")


def test_a_message_that_cannot_be_sent_stays_in_its_box(buyer: Client, in_review: Case) -> None:
    words = "long " * 300
    response = buyer.post(f"/cases/{in_review.number}/messages/", {"text": words}, headers=EN)
    assert response.status_code == 422
    assert words.strip()[:200] in response.content.decode()
    assert not Message.objects.exists()


def test_urging_is_offered_once_a_day_and_seen_by_the_reviewer(
    buyer: Client, sign_in: SignIn, in_review: Case
) -> None:
    address = f"/cases/{in_review.number}/"
    assert "Ask them to hurry" in html(buyer, address)
    assert buyer.post(f"{address}urge/").status_code == 303
    assert "Urged today" in html(buyer, address)
    assert buyer.post(f"{address}urge/", headers=EN).status_code == 429
    assert Urge.objects.count() == 1
    task = in_review.tasks.get(matter="M01")  # type: ignore[attr-defined]
    assert "urged" in html(sign_in("reviewer-d-zjj"), f"/desk/tasks/{task.public_id}/")


def test_the_page_apologises_once_the_promise_is_broken(buyer: Client, cast: Cast, in_review: Case) -> None:
    late = clock.now() + timedelta(days=40)
    with clock.frozen(late):
        apologise(in_review, by=cast.clerk)
        said = html(buyer, f"/cases/{in_review.number}/")
    assert "We apologise" in said
    assert "Now it is done by" in said


def test_the_calendar_entry_is_one_that_calendars_read(buyer: Client, in_review: Case) -> None:
    answer = buyer.get(f"/cases/{in_review.number}/promise.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtend") == in_review.promised_due_at.replace(microsecond=0)
    assert in_review.number in str(event["description"])
    assert "王" not in answer.content.decode()


def test_number_and_telephone_give_the_sentence_and_no_name(client: Client, in_review: Case) -> None:
    response = client.post("/progress/", {"number": in_review.number, "figures": "0003"}, headers=EN)
    page = response.content.decode()
    assert response.status_code == 200
    assert "is reviewing" in page
    assert not re.search("王|13800|339981199", page)


def test_a_wrong_telephone_and_an_unknown_number_get_the_same_answer(client: Client, in_review: Case) -> None:
    answers = []
    for number, figures in ((in_review.number, "9999"), ("339981-20200101-01-000001", "0003"), ("", "")):
        response = client.post("/progress/", {"number": number, "figures": figures}, headers=EN)
        page = re.sub(r'value="[^"]*"|name="csrf[^>]*>', "", response.content.decode())
        answers.append((response.status_code, re.sub(r"\s+", " ", page)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 422


def test_after_five_tries_an_hour_even_the_right_figures_wait(client: Client, in_review: Case) -> None:
    for _try in range(5):
        client.post("/progress/", {"number": in_review.number, "figures": "9999"})
    right = {"number": in_review.number, "figures": "0003"}
    assert client.post("/progress/", right).status_code == 429
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert client.post("/progress/", right).status_code == 200


def test_two_taps_judge_a_case_by_a_link_without_signing_in(client: Client, in_review: Case) -> None:
    party = parties_of(in_review)[0]
    address = link_for(party)
    first = re.findall(r'class="grade" href="([^"]+)"', html(client, address))
    assert len(first) == 5
    form = html(client, first[3].replace("&amp;", "&"))
    assert "It took too long" in form
    assert "It was fast" not in form
    sent = client.post(address, {"grade": "4", "tags": ["slow", "fast"], "runs": "2", "words": ""})
    assert sent.status_code == 303
    rating = Rating.objects.get()
    assert (rating.party, rating.grade, rating.tags, rating.runs) == (party, 4, ["slow"], 2)
    assert "Thank you" in html(client, sent["Location"])


def test_a_used_link_says_so_politely_and_changes_nothing(client: Client, in_review: Case) -> None:
    address = link_for(parties_of(in_review)[0])
    client.post(address, {"grade": "1"})
    assert "already judged" in html(client, address)
    assert client.post(address, {"grade": "5"}).status_code == 409
    assert Rating.objects.get().grade == 1
    assert client.get(f"{address[:-4]}xx/").status_code == 404


def test_in_a_bundle_each_matter_is_judged_once(client: Client, in_review: Case) -> None:
    address = link_for(parties_of(in_review)[0])
    client.post(address, {"grade": "1"})
    thanked = html(client, f"{address}?about=&thanks=1")
    assert thanked.count("about=M0") == 3
    assert "already judged" not in thanked
    assert client.post(address, {"grade": "2", "about": "M01"}).status_code == 303
    assert client.post(address, {"grade": "2", "about": "M01"}).status_code == 409
    assert client.post(address, {"grade": "2", "about": "M99"}).status_code == 404


def test_whoever_handled_it_reads_the_judgement_without_its_author_and_answers(
    buyer: Client, sign_in: SignIn, cast: Cast, in_review: Case
) -> None:
    rate_case(in_review, by=cast.citizen, grade=5, matter="M01", words="Nobody answered.")
    reviewer, key = sign_in("reviewer-d-zjj"), Referral.objects.get().pk
    page = html(reviewer, "/judgements/")
    assert "Nobody answered." in page
    assert in_review.number not in page
    looks = AccessEntry.objects.count()
    assert in_review.number in reviewer.post(f"/judgements/{key}/author/", headers=EN).content.decode()
    assert AccessEntry.objects.count() == looks + 1
    assert sign_in("reviewer-d-zgj").post(f"/judgements/{key}/answer/", {"words": "x"}).status_code == 404
    assert reviewer.post(f"/judgements/{key}/answer/", {"words": "We called you."}).status_code == 303
    assert "We called you." in html(buyer, f"/cases/{in_review.number}/rate/?about=M01")


def test_a_citizen_has_no_business_with_others_judgements(buyer: Client) -> None:
    assert buyer.get("/judgements/").status_code == 403


def test_a_poll_costs_four_statements(
    buyer: Client, in_review: Case, django_assert_max_num_queries: Callable
) -> None:
    address = re.search(r'hx-get="([^"]+)"', html(buyer, f"/cases/{in_review.number}/"))[1]  # type: ignore[index]
    with django_assert_max_num_queries(4):
        assert buyer.get(address, headers={"HX-Request": "true"}).status_code == 204


def test_a_correction_says_who_asks_why_until_when_and_which_clock_runs(buyer: Client, cast: Cast) -> None:
    from_window = submitted_house_transfer(cast)
    _ask(cast, from_window)
    page = html(buyer, f"/cases/{from_window.number}/correct/")
    assert "Asked by the window." in page
    assert "Differs from clause 3." in page
    assert "no time runs against you" in page


def _ask(cast: Cast, case: Case) -> None:
    return_case(case, by=cast.clerk, gaps=[{"element": "declared_price", "reason": "Differs from clause 3."}])
