"""A second factor: set up, asked for, counted, owed by a role; and what a session is worth."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.test import Client

from portal.identity import sessions
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def enter(client: Client, username: str, **more):
    return client.post("/sign-in/", {"username": username, "password": "demo", **more})


@pytest.fixture
def browser(cast) -> Client:
    return Client(headers={"accept-language": "en", "user-agent": "Firefox Linux"})


@pytest.fixture
def with_app(cast) -> None:
    """clerk1 has an authenticator app."""
    TOTP.activate(Cast.user("clerk1"), SECRET)


def test_the_secret_lies_encrypted(with_app):
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)


def test_a_password_alone_is_half_the_way(browser, with_app):
    answer = enter(browser, "clerk1")
    assert answer["Location"] == "/account/second-factor/authenticate/"
    assert browser.get("/hall/").status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert 'autocomplete="one-time-code"' in page


def test_the_right_code_leads_to_where_one_wanted(browser, with_app):
    enter(browser, "clerk1", next="/hall/exit/")
    answer = browser.post("/account/second-factor/authenticate/", {"code": code_of(SECRET)})
    assert answer["Location"] == "/hall/exit/"
    assert browser.session[sessions.ASSURANCE] == 2


def test_wrong_codes_close_the_account_like_wrong_passwords(browser, with_app):
    enter(browser, "clerk1")
    answers = [browser.post("/account/second-factor/authenticate/", {"code": "000000"}) for _try in range(11)]
    assert answers[9].status_code == 429
    assert "Too many wrong codes" in answers[10].content.decode()
    assert enter(Client(), "clerk1").status_code == 429


def test_a_token_by_password_alone_is_refused_where_a_second_factor_is_set_up(browser, with_app):
    body = {"username": "clerk1", "password": "demo"}
    assert browser.post("/api/v1/token/", body, content_type="application/json").status_code == 403
    body["username"] = "clerk2"
    assert browser.post("/api/v1/token/", body, content_type="application/json").status_code == 200


def test_a_role_that_owes_a_second_factor_sets_it_up_first(browser, settings):
    settings.SECOND_FACTOR_ROLES = ["clerk"]
    enter(browser, "clerk1")
    assert browser.get("/hall/")["Location"] == "/account/second-factor/"
    assert "with a second factor only" in browser.get("/account/second-factor/").content.decode()


def test_an_app_is_set_up_with_the_code_it_shows(browser):
    enter(browser, "citizen3")
    again = browser.get("/account/second-factor/totp/activate/", follow=True)
    browser.post(
        again.request["PATH_INFO"] + "?next=/account/second-factor/totp/activate/", {"password": "demo"}
    )
    page = browser.get("/account/second-factor/totp/activate/").content.decode()
    secret = re.search(r'class="mono">([A-Z2-7]+)<', page).group(1)
    answer = browser.post("/account/second-factor/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302
    assert Authenticator.objects.filter(user__username="citizen3", type="totp").exists()


def test_a_sign_in_changes_the_sessions_key(browser):
    browser.get("/apply/one-thing/OT1/")
    before = browser.session
    before["planted"] = "yes"
    before.save()
    browser.cookies["sessionid"] = before.session_key
    enter(browser, "citizen3")
    assert browser.session.session_key != before.session_key


@pytest.mark.parametrize(
    ("name", "age", "alive"),
    [
        (sessions.SEEN, sessions.CITIZEN_IDLE - 60, True),
        (sessions.SEEN, sessions.CITIZEN_IDLE + 120, False),
        (sessions.BEGAN, sessions.LONGEST - 60, True),
        (sessions.BEGAN, sessions.LONGEST + 60, False),
    ],
)
def test_a_session_ends_when_idle_or_old(browser, name, age, alive):
    enter(browser, "citizen3")
    kept = browser.session
    kept[name] -= age
    kept.save()
    answer = browser.get("/cases/")
    assert (answer.status_code == 200) is alive


def test_signing_out_ends_the_session_on_our_side(browser):
    enter(browser, "citizen3")
    stolen = browser.cookies["sessionid"].value
    answer = browser.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache"'
    browser.cookies["sessionid"] = stolen
    assert browser.get("/cases/").status_code == 302


def test_pages_of_somebody_signed_in_stay_out_of_caches(browser):
    enter(browser, "citizen3")
    assert "no-store" in browser.get("/cases/")["Cache-Control"]


def test_all_other_devices_are_signed_out_at_once(browser):
    enter(browser, "citizen3")
    other = Client(headers={"user-agent": "Chrome Android"})
    enter(other, "citizen3")
    assert "Chrome · Android" in browser.get("/my/sessions/").content.decode()
    browser.post("/my/sessions/end/")
    assert other.get("/cases/").status_code == 302
    assert browser.get("/cases/").status_code == 200


def test_nobody_ends_anothers_session(browser):
    enter(browser, "citizen3")
    other = Client()
    enter(other, "citizen1")
    row = UserSession.objects.get(user__username="citizen1")
    assert browser.post("/my/sessions/end/", {"session": str(row.pk)}).status_code == 404
    assert other.get("/cases/").status_code == 200
