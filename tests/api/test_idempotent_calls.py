"""The same call twice has one effect."""

import pytest

from accounts.models import User
from cases.models import Case
from core.idempotency import KEPT
from portal.api.views.tokens import new_token
from tests.api.caller import Caller, new_key, ok, refused
from tests.api.steps import completed, drafted, submitted
from tests.journeys.helpers import PDF
from tests.racing import race

pytestmark = pytest.mark.django_db
BODY = {"one_thing": "OT1", "situation": {}}


def test_the_same_key_and_body_gives_the_first_answer_again(buyer):
    first = buyer.post("cases/", BODY, key="a")
    again = buyer.post("cases/", BODY, key="a")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == 1


def test_the_same_body_written_differently_is_the_same(buyer):
    first = ok(buyer.post("cases/", {"one_thing": "OT1", "situation": {"a": "x", "b": "y"}}, key="a"), 201)
    body = {"situation": {"b": "y", "a": "x"}, "one_thing": "OT1"}
    assert ok(buyer.post("cases/", body, key="a"), 201) == first


def test_the_same_key_with_another_body_is_refused(buyer):
    ok(buyer.post("cases/", BODY, key="a"), 201)
    refused(buyer.post("cases/", {"matter": "M01"}, key="a"), 422, "idempotency_key_reused")


def test_a_key_belongs_to_its_caller(buyer, seller):
    first = ok(buyer.post("cases/", BODY, key="a"), 201)
    assert ok(seller.post("cases/", BODY, key="a"), 201)["id"] != first["id"]


def test_a_key_belongs_to_its_case(at, buyer, seller):
    one, two = completed(buyer, seller), completed(buyer, seller)
    first = ok(buyer.post(f"cases/{one['id']}/submit/", key="same"))
    second = ok(buyer.post(f"cases/{two['id']}/submit/", key="same"))
    assert first["number"] != second["number"]


@pytest.mark.parametrize(
    "path", ["cases/", "cases/{id}/parties/", "cases/{id}/materials/", "cases/{id}/ratings/"]
)
def test_the_key_is_required_where_a_repetition_would_hurt(buyer, path):
    case = drafted(buyer)
    options = {"format": "multipart"} if "materials" in path else {}
    answer = buyer.call("post", path.format(id=case["id"]), {"grade": 1}, **options)
    refused(answer, 400, "idempotency_key_required")


@pytest.mark.parametrize("key", ["a b", "x" * 256, "é"])
def test_a_key_that_is_not_visible_text_is_refused(buyer, key):
    refused(buyer.post("cases/", BODY, key=key), 400, "idempotency_key_invalid")


def test_what_failed_is_not_kept(buyer):
    refused(buyer.post("cases/", {"matter": "M20"}, key="a"), 422, "matter_ended")
    ok(buyer.post("cases/", BODY, key="a"), 201)


def test_files_count_by_their_content(buyer):
    case, key = drafted(buyer), new_key()
    first = ok(buyer.upload(case["id"], "M-CONTRACT", PDF, key=key), 201)
    assert ok(buyer.upload(case["id"], "M-CONTRACT", PDF, key=key), 201) == first
    assert len(ok(buyer.get(f"cases/{case['id']}/"))["materials"]) == 1
    other = PDF + b"\n"
    refused(buyer.upload(case["id"], "M-CONTRACT", other, key=key), 422, "idempotency_key_reused")


def test_an_act_without_a_key_may_be_repeated_harmlessly(at, buyer, seller):
    case = submitted(buyer, seller)
    refused(buyer.call("post", f"cases/{case['id']}/submit/", {}), 409, "wrong_state")
    assert KEPT.days == 7


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_have_one_effect(city):
    token = new_token(User.objects.get(username="citizen3"))["token"]
    callers = [Caller(token=token) for _ in range(3)]
    answers = race(*[lambda caller=caller: caller.post("cases/", BODY, key="twin") for caller in callers])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Case.objects.count() == 1
