"""How many statements each step takes: a bound that only ever goes down."""

import pytest

from core.clock import FrozenClock
from tests.api.caller import Caller, ok
from tests.api.steps import accepted, decide, drafted, party_id, submitted, task_of
from tests.journeys.helpers import BUYERS_WORDS, CONCLUSIONS, PDF, SELLERS_WORDS, SINGLE_CASH

pytestmark = pytest.mark.django_db


def within(caller: Caller, bound: int, what: str) -> None:
    assert len(caller.statements) <= bound, (what, len(caller.statements), *caller.statements)


def test_who_calls_takes_one_statement(at, buyer, clerk):
    for caller in (buyer, clerk):
        ok(caller.get("cases/x/"), 404)
        within(caller, 2, "identity and the case that is not there")


def test_the_applicants_steps(at: FrozenClock, buyer, seller):
    drafted(buyer)  # the handbooks and the calendar are in memory now
    case = drafted(buyer)
    within(buyer, BOUNDS["draft"], "draft")
    here = f"cases/{case['id']}/"
    ok(buyer.patch(here, {"form": BUYERS_WORDS}))
    within(buyer, BOUNDS["answer"], "answer")
    ok(seller.patch(here, {"form": SELLERS_WORDS}))
    ok(seller.post(f"{here}parties/{party_id(case, 'seller')}/confirm/"))
    within(seller, BOUNDS["confirm"], "confirm")
    ok(buyer.upload(case["id"], "M-CONTRACT", PDF), 201)
    within(buyer, BOUNDS["material"], "material")
    ok(buyer.post(f"{here}submit/"))
    within(buyer, BOUNDS["submit"], "submit")


def test_the_offices_steps(at, as_, buyer, seller, clerk):
    case = submitted(buyer, seller)
    review = ok(clerk.post(f"cases/{case['id']}/accept/", {}))
    within(clerk, BOUNDS["accept"], "accept")
    desk = as_("reviewer-d-zjj")
    path = f"tasks/{task_of(review, 'M01')['id']}"
    ok(desk.post(f"{path}/claim/"))
    within(desk, BOUNDS["claim"], "claim")
    ok(desk.post(f"{path}/decide/", {"decision": "approve", "conclusion": CONCLUSIONS["M01"]}))
    within(desk, BOUNDS["decide"], "decide")
    ok(desk.get(f"{path}/"))
    within(desk, BOUNDS["task"], "task")


def test_reading_a_case(at, as_, buyer, seller):
    case = accepted(buyer, seller)
    for matter in ("M01", "M02", "M03"):
        ok(decide(case, matter))
    for username in ("citizen3", "clerk1", "reviewer-d-swj", "supervisor1"):
        caller = as_(username)
        ok(caller.get(f"cases/{case['id']}/"))
        within(caller, BOUNDS["case"], username)
        ok(caller.get(f"cases/{case['id']}/timeline/"))
        within(caller, BOUNDS["timeline"], username)


@pytest.mark.parametrize("count", [2, 6])
def test_a_list_takes_as_many_statements_for_many_rows_as_for_few(at, as_, buyer, seller, count):
    for _ in range(count):
        accepted(buyer, seller)
    for username in ("citizen3", "clerk1", "reviewer-d-zjj", "supervisor1"):
        caller = as_(username)
        assert len(ok(caller.get("cases/"))["results"]) == count
        within(caller, BOUNDS["cases"], username)
        caller.get("tasks/", state="ready", ordering="due")
        within(caller, BOUNDS["tasks"], username)


def test_the_catalogue_is_read_in_few_statements(anybody, city):
    for path, bound in [("matters/", 2), ("matters/M01/", 1), ("one-things/", 2), ("one-things/OT1/", 1)]:
        ok(anybody.get(path))
        within(anybody, bound, path)
    body = {"situation": SINGLE_CASH}
    ok(anybody.call("post", "one-things/OT1/compose/", body))
    ok(anybody.call("post", "one-things/OT1/compose/", body))
    within(anybody, 2, "a warm composition")


# Of these one is for who calls, two for the key, two begin and end the transaction in a test.
BOUNDS = {
    "draft": 19,
    "answer": 11,
    "confirm": 13,
    "material": 14,
    "submit": 16,
    "accept": 17,
    "claim": 12,
    "decide": 15,
    "task": 6,
    "case": 12,
    "timeline": 5,
    "cases": 3,
    "tasks": 3,
}
