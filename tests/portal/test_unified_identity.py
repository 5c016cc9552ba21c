"""Coming in through the province's identity, against a real OpenID provider in a process of its own."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import Organisation, Person, User
from portal.identity import sessions
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEWCOMER = {"name": "欧阳一", "id_number": "11010519491231002X", "acr": "L2", "phone_number": "13800000001"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The provider's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    _wait(f"{address}/.well-known/openid-configuration", process)
    yield address
    process.terminate()
    process.wait(timeout=20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            continue
    raise AssertionError("The provider did not start.")


@pytest.fixture
def browser(provider, settings, cast) -> Client:
    settings.OIDC_ISSUER = provider
    app = {
        "provider_id": "province",
        "name": "Province",
        "client_id": "one-window",
        "secret": "secret",
        "settings": {"server_url": provider},
    }
    scope = ["openid", "profile", "phone"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"SCOPE": scope, "OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    return Client(headers={"accept-language": "en"})


def come_in(browser: Client, provider: str, sub: str, claims: dict, *, next_page: str = "", action: str = ""):
    """The whole way: from our link through the provider's page back to ours."""
    httpx.put(f"{provider}/users/{sub}", json=claims).raise_for_status()
    there = browser.get("/account/oidc/province/login/", {"next": next_page} if next_page else {})
    answer = httpx.post(there["Location"], data={"action": action} if action else {"sub": sub})
    back = urlsplit(answer.headers["Location"])
    return browser.get(f"{back.path}?{back.query}")


def test_the_question_to_the_provider_is_bound_to_this_browser(browser):
    asked = parse_qs(urlsplit(browser.get("/account/oidc/province/login/")["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"]


def test_somebody_new_is_admitted_under_their_number(browser, provider):
    answer = come_in(browser, provider, "new", NEWCOMER, next_page="/cases/?show=draft")
    assert answer["Location"] == "/cases/?show=draft"
    person = Person.objects.get(id_number=NEWCOMER["id_number"])
    assert (person.name["zh"], person.mobile) == ("欧阳一", "13800000001")
    assert browser.session[sessions.ASSURANCE] == 2
    assert not person.user.has_usable_password()


def test_whoever_is_known_gets_their_own_account(browser, provider):
    known = Cast.user("citizen3").person
    claims = {"name": "x", "id_number": known.id_number, "acr": "L3"}
    come_in(browser, provider, "known", claims)
    assert int(browser.session["_auth_user_id"]) == Cast.user("citizen3").pk
    assert browser.session[sessions.ASSURANCE] == 3
    assert User.objects.filter(person=known).count() == 1


def test_the_claims_are_not_kept(browser, provider):
    come_in(browser, provider, "new", NEWCOMER)
    come_in(Client(), provider, "new", NEWCOMER)
    assert NEWCOMER["id_number"] not in json.dumps(SocialAccount.objects.get().extra_data)


@pytest.mark.parametrize("number", ["", "110105194912310021"])
def test_a_number_that_can_not_be_right_lets_nobody_in(browser, provider, number):
    answer = come_in(browser, provider, "odd", {**NEWCOMER, "id_number": number})
    assert answer.status_code == 422
    assert "_auth_user_id" not in browser.session
    assert "Nothing was lost" in answer.content.decode()


def test_turning_back_at_the_provider_loses_nothing(browser, provider):
    answer = come_in(browser, provider, "new", NEWCOMER, action="deny")
    assert answer.status_code in (302, 403)
    assert "_auth_user_id" not in browser.session


def test_an_answer_that_this_browser_never_asked_for_is_refused(browser, provider):
    other = Client()
    there = other.get("/account/oidc/province/login/")
    answer = httpx.post(there["Location"], data={"sub": "new"})
    back = urlsplit(answer.headers["Location"])
    browser.get(f"{back.path}?{back.query}")
    assert "_auth_user_id" not in browser.session


def test_a_closed_account_stays_closed(browser, provider):
    user = Cast.user("citizen3")
    user.is_active = False
    user.save()
    answer = come_in(browser, provider, "known", {"name": "x", "id_number": user.person.id_number})
    assert answer.status_code == 403
    assert "_auth_user_id" not in browser.session


def test_a_company_comes_with_its_legal_representative_and_nobody_else(browser, provider):
    company = {"uscc": "91350100M000100Y43", "organisation_name": "新公司"}
    come_in(browser, provider, "clerk", {**NEWCOMER, **company, "organisation_role": "operator"})
    assert not Organisation.objects.filter(uscc=company["uscc"]).exists()
    come_in(Client(), provider, "boss", {**NEWCOMER, **company, "organisation_role": "legal_representative"})
    found = Organisation.objects.get(uscc=company["uscc"])
    assert found.legal_representative.id_number == NEWCOMER["id_number"]


def test_the_sign_in_page_names_the_province_and_what_it_tells(browser):
    page = browser.get("/sign-in/?next=/cases/").content.decode()
    assert "/account/oidc/province/login/?next=%2Fcases%2F" in page
    assert "Nothing else" in page


def test_a_surer_sign_in_is_asked_of_the_province(browser, provider):
    come_in(browser, provider, "new", NEWCOMER)
    page = browser.get("/sign-in/step-up/?level=3&next=/cases/").content.decode()
    assert "acr_values%3DL3" in page
    assert browser.get("/sign-in/step-up/?level=2&next=/cases/")["Location"] == "/cases/"
    assert browser.get("/sign-in/step-up/?level=2&next=//evil.example/")["Location"] == "/"
