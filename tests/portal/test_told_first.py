"""The notice of how personal data are processed comes before the first question (PIPL art. 17)."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.consents import was_told
from accounts.models import Person
from accounts.privacy import Consent
from cases.actions import invite_party
from cases.models import Case
from tests.cast import Cast
from tests.journeys.helpers import SINGLE_CASH, begin_house_transfer

pytestmark = pytest.mark.django_db
START = "/apply/one-thing/OT1/"
NEW = "2027-01"
SENT = {**SINGLE_CASH, "asked": "1", "applicant": "me"}
TOLD = {**SENT, "told": NEW}


@pytest.fixture(autouse=True)
def _new_version(settings) -> None:
    """Everybody was told the version before."""
    settings.PRIVACY_NOTICE_VERSION = NEW


def told(code: str) -> bool:
    return was_told(Person.objects.get(code=code).pk)


def test_the_page_on_which_one_begins_shows_it_before_the_questions(buyer: Client) -> None:
    html = buyer.get(START).content.decode()
    assert html.index("First: how your data are processed") < html.index("Your situation")
    assert "Who sees them" in html
    assert f'name="told" value="{NEW}"' in html


def test_beginning_records_the_version_that_was_shown(buyer: Client) -> None:
    assert buyer.post(START, TOLD).status_code == 303
    row = Consent.objects.first()
    assert (row.kind, row.version, row.profile.person.code) == ("notice", NEW, "P3")
    assert Case.objects.count() == 1


def test_it_is_shown_once_for_each_version(buyer: Client, settings) -> None:
    buyer.post(START, TOLD)
    assert "told-first" not in buyer.get(START).content.decode()
    settings.PRIVACY_NOTICE_VERSION = "2027-02"
    assert "told-first" in buyer.get(START).content.decode()


@pytest.mark.parametrize("stale", [{}, {"told": "2026-11"}, {"told": "x"}])
def test_a_form_without_it_begins_nothing_and_keeps_the_answers(buyer: Client, stale: dict) -> None:
    again = buyer.post(START, {**SENT, **stale})
    assert again["Location"].startswith(f"{START}?")
    assert "marital_status=single" in again["Location"]
    assert Case.objects.count() == 0
    assert not told("P3")


def test_who_has_not_signed_in_is_shown_it_and_it_is_recorded_when_they_do(cast: Cast) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert "told-first" in browser.get(START).content.decode()
    browser.post(START, TOLD)
    assert "told-first" not in browser.get(START).content.decode()
    browser.post("/sign-in/", {"username": "citizen1", "password": "demo"})
    assert Case.objects.count() == 1
    assert told("P1")


def test_a_party_named_by_others_reads_it_before_they_are_asked(seller: Client, cast: Cast) -> None:
    case = begin_house_transfer(cast)
    invite_party(case, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
    question = f"/cases/{case.public_id}/apply/questions/seller/"
    notice = seller.get(question)["Location"]
    assert notice.startswith("/privacy/?next=")
    assert "I have read it" in seller.get(notice).content.decode()
    assert seller.post(notice)["Location"] == question
    assert seller.get(question).status_code == 200


def test_after_reading_it_one_stays_on_our_own_pages(buyer: Client) -> None:
    assert buyer.post("/privacy/?next=https://elsewhere.example/")["Location"] == "/my/"


def test_staff_are_not_shown_it(sign_in: Callable[[str], Client]) -> None:
    assert "told-first" not in sign_in("agent1").get(START).content.decode()
