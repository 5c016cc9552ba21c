"""Looking before applying: the first page, the search, the guides, the public verification."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger import doorbell

pytestmark = pytest.mark.django_db

KILOBYTE = 1024
MOST_STATEMENTS = 12
ROW = re.compile(r'<a class="t" href="([^"]+)"><b>(.*?)</b>')


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == status, response.content[:2000]
    return response.content.decode()


def test_the_first_page_leads_to_every_one_thing(client: Client, city: None) -> None:
    html = page(client, "/")
    for number in range(1, 8):
        assert f'href="/one-things/OT{number}/"' in html


def test_a_search_in_everyday_words_finds_the_house_transfer(client: Client, city: None) -> None:
    html = page(client, "/services/?q=过户")
    assert "/one-things/OT1/" in html


def test_nothing_found_says_what_else_one_can_do(client: Client, city: None) -> None:
    html = page(client, "/services/?q=qqxxqqxx")
    assert "Nothing found" in html
    assert "0500-8000001" in html


def test_filters_of_a_list_stand_in_its_address(client: Client, city: None) -> None:
    html = page(client, "/services/?audience=business&visits=0")
    assert "/matters/M11/" in html
    assert "/matters/M50/" not in html
    assert "visits=0" in html


def test_a_life_event_lists_its_own_matters(client: Client, city: None) -> None:
    html = page(client, "/services/?event=birth")
    assert "/one-things/OT4/" in html
    assert "/one-things/OT1/" not in html


def test_nothing_found_is_told_to_the_editors(
    client: Client, city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[str]] = []
    monkeypatch.setattr(doorbell, "send", lambda task, args, *, queue: told.append(args))
    page(client, "/services/?q=火星移民")
    page(client, "/services/?q=王小明13800000000")
    page(client, "/services/?q=护照&audience=business")
    page(client, "/services/?q=护照")
    assert told == [["火星移民"]]


@pytest.mark.parametrize(
    "query",
    [
        "q=公积金",
        "q=公积金&audience=person&visits=0&online=1",
        "place=town&department=D-RSJ",
        "event=birth&audience=person",
        "visits=1&page=2",
    ],
)
def test_a_list_is_the_same_for_whoever_opens_its_address(client: Client, city: None, query: str) -> None:
    """C02.2; every link of the list keeps the rest of its state."""
    first, again = page(client, f"/services/?{query}"), page(Client(), f"/services/?{query}")
    rows = ROW.findall(first)
    assert rows
    assert rows == ROW.findall(again)


def test_a_filter_is_switched_off_by_its_own_link(client: Client, city: None) -> None:
    html = page(client, "/services/?q=公积金&audience=person&visits=0")
    links = [unescape(link) for link in re.findall(r'class="chip chip-on" href="([^"]+)"', html)]
    assert [parse_qs(urlsplit(link).query) for link in links] == [
        {"q": ["公积金"], "visits": ["0"]},
        {"q": ["公积金"], "audience": ["person"]},
    ]


@pytest.mark.parametrize(
    "query",
    ["audience=ghost", "visits=7", "visits=x", "online=2", "place=moon", "department=D-NO", "event=no"],
)
def test_an_unknown_filter_finds_nothing_and_breaks_nothing(client: Client, city: None, query: str) -> None:
    html = page(client, f"/services/?{query}")
    assert "Nothing found" in html
    assert "Remove all filters" in html


PUBLIC = ["/", "/services/", "/services/?q=公积金", "/help/", "/departments/", "/negative-list/"]


@pytest.mark.parametrize("address", [*PUBLIC, "/figures/", "/official/", "/services/?q=火星移民"])
def test_public_pages_are_light_and_ask_little_of_the_database(
    client: Client, city: None, address: str
) -> None:
    html = page(client, address)
    assert len(html.encode()) <= 40 * KILOBYTE
    with CaptureQueriesContext(connection) as queries:
        page(client, address)
    assert len(queries) <= MOST_STATEMENTS


def test_help_has_the_city_s_questions_its_places_and_its_telephone(client: Client, city: None) -> None:
    html = page(client, "/help/")
    assert 'id="K5"' in html
    assert "Linjiang Administrative Service Centre" in html
    assert "12345" in html


def test_the_negative_list_says_why(client: Client, city: None) -> None:
    html = page(client, "/negative-list/")
    assert "/matters/M81/" in html
    assert "The law requires tests in several subjects" in html


def test_no_column_of_the_footer_is_empty(client: Client, city: None) -> None:
    foot = page(client, "/").split('<footer class="foot">')[1]
    assert "<ul></ul>" not in foot


@pytest.mark.parametrize("number", range(1, 8))
def test_every_one_thing_has_a_guide(client: Client, city: None, number: int) -> None:
    html = page(client, f"/one-things/OT{number}/")
    assert "Apply online" in html
    assert len(html.encode()) <= 40 * KILOBYTE


def test_answers_in_the_address_change_the_list_of_papers(client: Client, city: None) -> None:
    with_loan = page(client, "/one-things/OT1/?asked=1&applicant_kind=person&buyer_loan=yes")
    cash = page(client, "/one-things/OT1/?asked=1&applicant_kind=person&buyer_loan=no&marital_status=single")
    assert "Mortgage contract" in with_loan or "mortgage" in with_loan.lower()
    assert with_loan.count("src-bring") > cash.count("src-bring")


def test_an_ended_matter_is_history_and_can_not_be_applied_for(client: Client, city: None) -> None:
    html = page(client, "/matters/M20/")
    assert "History" in html
    assert "Apply online" not in html


def test_an_unknown_code_is_not_found(client: Client, city: None) -> None:
    page(client, "/one-things/OT99/", 404)
    page(client, "/matters/NOPE/", 404)


@pytest.mark.parametrize("address", ["/", "/services/?q=a%00b", "/one-things/%00/", "/verify/%00?code=1"])
def test_characters_that_no_text_has_are_refused_in_words(client: Client, city: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code in (200, 400, 404)


def test_an_unknown_certificate_and_a_wrong_code_get_the_same_answer(client: Client, city: None) -> None:
    html = page(client, "/verify/1.2.156.3005.2.11339981/?code=ABCD-1234")
    assert "No certificate has this identifier and this code" in html


def test_the_larger_version_is_kept_in_a_cookie(client: Client, city: None) -> None:
    response = client.post("/mode/", {"mode": "elder", "next": "/services/"})
    assert response.status_code == 303
    assert response["Location"] == "/services/"
    assert 'data-mode="elder"' in page(client, "/")


def test_the_way_back_after_a_switch_never_leaves_the_site(client: Client, city: None) -> None:
    assert client.post("/mode/", {"mode": "elder", "next": "https://evil.example/"})["Location"] == "/"


def test_signing_in_leads_back_to_where_one_was(client: Client, city: None) -> None:
    asked = client.get("/cases/")
    assert asked.status_code == 302
    response = client.post(asked["Location"], {"username": "citizen3", "password": "demo", "next": "/cases/"})
    assert response["Location"] == "/cases/"


def test_a_wrong_password_is_told_in_the_house_s_way(client: Client, city: None) -> None:
    response = client.post(
        "/sign-in/", {"username": "citizen3", "password": "no"}, headers={"accept-language": "en"}
    )
    assert response.status_code == 422
    assert "<title>Error:" in response.content.decode()
