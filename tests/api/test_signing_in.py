"""Tokens of people and of departments' systems."""

import base64
from datetime import date, timedelta

import pytest
from oauth2_provider.models import AccessToken, Application

from accounts.models import Post, User
from tests.api.caller import Caller, ok, refused

pytestmark = pytest.mark.django_db
DEMO = {"username": "citizen3", "password": "demo"}


def sign_in(caller, body):
    return caller.call("post", "token/", body)


def test_name_and_password_give_a_token_for_twelve_hours(at, anybody):
    given = ok(sign_in(anybody, DEMO))
    assert given.keys() == {"token", "expires_at"}
    assert given["expires_at"] == "2026-11-20T22:00:00+08:00"
    assert ok(Caller(token=given["token"]).get("cases/")) == {"results": [], "next": None}
    at.move(timedelta(hours=12))
    refused(Caller(token=given["token"]).get("cases/"), 401, "not_authenticated")


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(anybody):
    wrong = refused(sign_in(anybody, {**DEMO, "password": "x"}), 401, "not_authenticated")
    unknown = refused(sign_in(anybody, {"username": "nobody", "password": "x"}), 401, "not_authenticated")
    assert {**wrong, "trace_id": ""} == {**unknown, "trace_id": ""}


def test_guessing_is_stopped(anybody):
    for _ in range(10):
        sign_in(anybody, {**DEMO, "password": "x"})
    refused(sign_in(anybody, DEMO), 429, "too_many_calls")
    ok(sign_in(anybody, {"username": "citizen1", "password": "demo"}))


@pytest.mark.parametrize(
    "body", [{}, {"username": "citizen3"}, {"username": 3, "password": "demo"}, [], {**DEMO, "scope": "all"}]
)
def test_a_call_that_is_no_sign_in_names_what_is_wrong(anybody, body):
    assert refused(sign_in(anybody, body), 422, "invalid")["errors"]


def test_a_closed_account_is_out_at_once(buyer):
    ok(buyer.get("cases/"))
    User.objects.filter(username="citizen3").update(is_active=False)
    refused(buyer.get("cases/"), 401, "not_authenticated")


def test_a_post_that_ended_gives_no_rights_any_more(clerk):
    ok(clerk.get("tasks/"))
    Post.objects.filter(user__username="clerk1").update(valid_to=date(2026, 1, 2))
    assert clerk.post("cases/", {"one_thing": "OT1"}).status_code == 403


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer nonsense", "Bearer \xe9"])
def test_a_broken_token_is_refused_on_public_calls_too(anybody, header):
    answer = anybody.call("get", "matters/", format=None, headers={"Authorization": header})
    assert refused(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.fixture
def tax_system(city):
    """The tax bureau's own system."""
    user = User.objects.get(username="system-d-swj")
    return Application.objects.create(
        name="Tax",
        user=user,
        client_id="tax",
        client_secret="secret",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
    )


def client_token(caller, secret, **body):
    basic = base64.b64encode(f"tax:{secret}".encode()).decode()
    return caller.client.post(
        "/o/token/",
        {"grant_type": "client_credentials", **body},
        headers={"Authorization": f"Basic {basic}"},
    )


def test_a_departments_system_signs_in_by_client_credentials(anybody, tax_system):
    given = ok(client_token(anybody, "secret"))
    system = Caller(token=given["access_token"])
    assert ok(system.get("tasks/"))["results"] == []
    assert AccessToken.objects.get().user is None, "it acts as its application's account"
    assert client_token(anybody, "wrong").status_code == 401


def test_broken_client_credentials_are_refused_in_words(anybody, tax_system):
    answer = client_token(anybody, "secret", client_id="a\x00b")
    assert answer.status_code == 400


def test_client_credentials_cant_be_guessed_without_end(anybody, tax_system):
    answers = {client_token(anybody, "wrong").status_code for _ in range(125)}
    assert answers == {401, 429}
