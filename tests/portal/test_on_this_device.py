"""Which pages a device may keep, for whom, and when it is told to forget."""

import pytest
from django.test import Client

from accounts.models import Person
from cases.actions import PartySpec, draft_case
from cases.models import Case
from matters.selectors import one_thing_in_force
from portal.citizen.drafts import application
from portal.device import COOKIE, FOR_WHOM, NOBODY, UNTIL
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return submitted_house_transfer(cast)


def signed_in(cast: Cast, username: str, *, keep: bool = True) -> Client:
    client = Client()
    client.force_login(cast.user(username))
    if keep:
        client.post("/my/device/", {"keep": "1"})
    return client


def test_only_the_own_list_and_own_case_pages_may_be_kept(cast: Cast, case: Case) -> None:
    client = signed_in(cast, "citizen3")
    own = f"/cases/{case.number}/"
    pages = (
        "/cases/",
        own,
        f"{own}answers/",
        f"{own}bill/",
        f"{own}receipt/",
        "/my/",
        "/notices/",
        "/my/looks/",
        "/",
    )
    assert [page for page in pages if UNTIL in client.get(page).headers] == ["/cases/", own]


def test_nothing_may_be_kept_before_it_was_chosen(cast: Cast, case: Case) -> None:
    client = signed_in(cast, "citizen3", keep=False)
    answer = client.get(f"/cases/{case.number}/")
    assert answer.headers[FOR_WHOM] == NOBODY
    assert UNTIL not in answer.headers
    assert b"data-kept" not in answer.content


@pytest.mark.parametrize(("username", "address"), [("clerk1", "/hall/"), ("supervisor1", "/supervision/")])
def test_pages_of_staff_are_never_kept(cast: Cast, case: Case, username: str, address: str) -> None:
    client = signed_in(cast, username)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers[FOR_WHOM] == NOBODY
    assert UNTIL not in answer.headers


def test_a_case_in_which_one_acts_for_somebody_else_is_not_kept(cast: Cast) -> None:
    cast.mandate(cast.citizen, "citizen5")
    principal = PartySpec("applicant", person=Person.objects.get(code="P3"))
    case = draft_case(
        one_thing_in_force("OT1"),
        by=cast.stranger,
        service_point=cast.hall,
        channel="online",
        parties=[principal],
    )
    answer = signed_in(cast, "citizen5").get("/cases/")
    assert b"asfor-tag" in answer.content
    assert UNTIL not in answer.headers
    assert not application(cast.stranger, str(case.public_id)).own


def test_another_person_on_the_device_ends_the_choice_of_the_first(cast: Cast, case: Case) -> None:
    client = signed_in(cast, "citizen3")
    client.force_login(cast.user("citizen5"))
    answer = client.get("/cases/")
    assert answer.headers[FOR_WHOM] == NOBODY
    assert answer.cookies[COOKIE].value == ""
    client.force_login(cast.user("citizen3"))
    assert client.get("/cases/").headers[FOR_WHOM] == NOBODY


def test_signing_out_ends_the_choice(cast: Cast, case: Case) -> None:
    client = signed_in(cast, "citizen3")
    answer = client.post("/sign-out/")
    assert answer.cookies[COOKIE].value == ""
    client.force_login(cast.user("citizen3"))
    assert client.get("/cases/").headers[FOR_WHOM] == NOBODY


def test_the_worker_is_the_same_until_one_of_its_parts_changes(client: Client, db: None) -> None:
    answer = client.get("/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.content == Client().get("/worker.js").content
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_page_for_no_network_is_about_nobody(cast: Cast) -> None:
    assert signed_in(cast, "citizen3").get("/offline/").content == Client().get("/offline/").content
