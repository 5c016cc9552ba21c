"""Sensitive data may be declined: they stay empty and unasked, and what is then missing is named."""

import pytest
from django.test import Client

from accounts.actions import withdraw_consent
from accounts.consents import agreed_by, declined_by
from cases.models import Case, Draft
from tests.cast import Cast
from tests.portal.test_applying import begin, pages_of

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
LEFT_OUT = "Left out: you did not agree. At the window it can be done instead."
NUMBER = "applicant_id_number"


@pytest.fixture
def undecided_case(cast: Cast, buyer: Client) -> Case:
    """A draft of somebody who has not been asked about sensitive data yet."""
    actor = cast.named("citizen3")
    withdraw_consent(actor.person_id, by=actor, elements=agreed_by(actor.person_id))
    return begin(buyer)


def page_of(client: Client, case: Case, path: str) -> str:
    return client.get(f"{pages_of(case)}/apply/{path}", headers=EN, follow=True).content.decode()


def go_on_without(client: Client, case: Case, group: str = "applicant") -> str:
    answer = client.post(f"{pages_of(case)}/apply/agree/{group}/", {"without": "1"})
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def test_going_on_without_leads_on_and_asks_the_rest_alone(buyer: Client, undecided_case: Case) -> None:
    assert go_on_without(buyer, undecided_case).endswith("/apply/questions/applicant/")
    page = page_of(buyer, undecided_case, "questions/applicant/")
    assert 'data-field="applicant_name"' in page
    assert f'data-field="{NUMBER}"' not in page
    assert "Left out, because you did not agree: Applicant citizen ID number" in page


def test_the_list_and_the_submission_say_what_was_left_out(buyer: Client, undecided_case: Case) -> None:
    go_on_without(buyer, undecided_case)
    rest = {"applicant_name": "王芳", "applicant_mobile": "13800000003", "applicant_address": "滨江路 1 号"}
    buyer.post(f"{pages_of(undecided_case)}/apply/questions/applicant/", rest)
    assert LEFT_OUT in page_of(buyer, undecided_case, "")
    refused = buyer.post(f"{pages_of(undecided_case)}/submit/", headers=EN)
    assert refused.status_code == 422
    words = "Applicant citizen ID number: left out, because you did not agree"
    assert words in refused.content.decode()


def test_one_may_agree_after_all(buyer: Client, undecided_case: Case, cast: Cast) -> None:
    go_on_without(buyer, undecided_case)
    person = cast.named("citizen3").person_id
    assert NUMBER in declined_by(person)
    buyer.post(f"{pages_of(undecided_case)}/apply/agree/applicant/", {"agree": "yes"})
    assert NUMBER in agreed_by(person) - declined_by(person)
    assert f'data-field="{NUMBER}"' in page_of(buyer, undecided_case, "questions/applicant/")


def test_the_own_number_is_offered_once_one_agreed_and_the_name_at_once(
    buyer: Client, undecided_case: Case
) -> None:
    draft = Draft.objects.get(case=undecided_case)
    assert "applicant_name" in draft.sources
    assert NUMBER not in draft.answers
    number = Cast.user("citizen3").person.id_number
    assert number not in page_of(buyer, undecided_case, "check/")
    buyer.post(f"{pages_of(undecided_case)}/apply/agree/applicant/", {"agree": "yes"})
    draft.refresh_from_db()
    assert draft.sources[NUMBER]["stand"] == "offered"
    assert draft.answers[NUMBER] == number


GUARDIAN = 'name="guardian"'


@pytest.fixture
def newborn_case(cast: Cast, buyer: Client) -> Case:
    """A parent's draft for their newborn; nothing is agreed to yet."""
    actor = cast.named("citizen3")
    withdraw_consent(actor.person_id, by=actor, elements=agreed_by(actor.person_id))
    key = {"asked": "1", "applicant": "me", "key": "f" * 32}
    assert buyer.post("/apply/one-thing/OT4/", key).status_code == 303
    return Case.objects.latest("id")


def test_a_guardian_agrees_to_a_childs_data_and_must(buyer: Client, newborn_case: Case) -> None:
    assert GUARDIAN in page_of(buyer, newborn_case, "agree/child/")
    address = f"{pages_of(newborn_case)}/apply/agree/child/"
    refused = buyer.post(address, {"agree": "yes"}, headers=EN)
    assert refused.status_code == 422
    assert "Tick this too" in refused.content.decode()
    assert buyer.post(address, {"agree": "yes", "guardian": "yes"}).status_code == 303


def test_no_guardian_is_asked_for_about_ones_own_number(buyer: Client, undecided_case: Case) -> None:
    assert GUARDIAN not in page_of(buyer, undecided_case, "agree/applicant/")
