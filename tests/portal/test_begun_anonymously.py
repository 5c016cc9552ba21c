"""Begin without signing in; sign in; the same draft goes on at the same field (C04.1)."""

import pytest
from django.conf import settings
from django.test import Client

from cases.models import Case, Draft
from tests.portal.test_applying import SINGLE_CASH

pytestmark = pytest.mark.django_db
START = "/apply/one-thing/OT1/"
EN = {"accept-language": "en"}


@pytest.fixture
def browser(cast) -> Client:
    return Client(headers=EN)


def begin(browser: Client) -> str:
    """Begins; gives the address of the first questions."""
    told = {"told": settings.PRIVACY_NOTICE_VERSION}
    return browser.post(START, {**SINGLE_CASH, "asked": "1", **told})["Location"]


def enter(browser: Client, username: str, after: str = "") -> str:
    return browser.post("/sign-in/", {"username": username, "password": "demo", "next": after})["Location"]


def test_the_first_questions_need_no_account(browser):
    address = begin(browser)
    page = browser.get(address)
    assert page.status_code == 200
    assert "You are not signed in yet" in page.content.decode()
    assert Case.objects.count() == 0


def test_nothing_sensitive_is_asked_before_signing_in(browser):
    page = browser.get(begin(browser)).content.decode()
    assert "applicant_id_number" not in page
    assert "applicant_mobile" in page


def test_signing_in_makes_the_draft_and_leads_to_the_same_field(browser):
    address = begin(browser)
    browser.post(address, {"applicant_mobile": "13900000001"})
    place = enter(browser, "citizen1", after=START)
    case = Case.objects.get()
    assert place == f"/cases/{case.public_id}/apply/questions/applicant/#f-applicant_mobile"
    assert Draft.objects.get(case=case).answers["applicant_mobile"] == "13900000001"
    assert case.situation == {**SINGLE_CASH}
    assert browser.get(place).status_code == 200


def test_what_is_typed_is_kept_at_once(browser):
    address = begin(browser)
    body = {"field": "applicant_mobile", "value": "13900000002", "base_version": ""}
    answer = browser.patch(f"{address}field/", body, content_type="application/json")
    assert answer.json()["saved_at"]
    assert "13900000002" in browser.get(address).content.decode()


def test_a_draft_is_taken_over_once(browser):
    begin(browser)
    enter(browser, "citizen1")
    browser.post("/sign-out/")
    enter(browser, "citizen1")
    assert Case.objects.count() == 1


def test_another_browser_sees_nothing_of_it(browser):
    address = begin(browser)
    assert Client().get(address)["Location"] == START


def test_staff_who_sign_in_keep_to_their_work(browser):
    begin(browser)
    assert enter(browser, "clerk1") == "/hall/"
    assert Case.objects.count() == 0


def test_what_does_not_fit_is_named_and_the_rest_kept(browser):
    address = begin(browser)
    answer = browser.post(address, {"applicant_mobile": "13900000003", "not_a_field": "x" * 50})
    assert answer.status_code == 303
    assert begin_answers(browser) == {"applicant_mobile": "13900000003"}


def begin_answers(browser: Client) -> dict:
    return browser.session["begun_application"]["answers"]


def test_whoever_may_also_apply_for_a_company_is_asked_for_whom_and_then_goes_on(browser):
    address = begin(browser)
    browser.post(address, {"applicant_mobile": "13900000004"})
    start = enter(browser, "citizen3")
    assert start.startswith(f"{START}?")
    page = browser.get(start)
    assert "What you wrote before is here" in page.content.decode()
    place = browser.post(START, {**SINGLE_CASH, "asked": "1", "applicant": "me"})["Location"]
    assert place.endswith("/apply/questions/applicant/#f-applicant_mobile")
    assert Draft.objects.get().answers["applicant_mobile"] == "13900000004"
