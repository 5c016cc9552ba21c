"""The steps of the house transfer that several tests share, as calls."""

from typing import Any

from tests.api.caller import Caller, ok
from tests.journeys.helpers import BUYERS_WORDS, CONCLUSIONS, PDF, SELLERS_WORDS, SINGLE_CASH

PARTIES = [{"role": "applicant", "person": "P3"}, {"role": "seller", "person": "P1"}]
DESKS = {"M01": "reviewer-d-zjj", "M02": "reviewer-d-swj", "M03": "reviewer-d-zgj"}


def drafted(buyer: Caller, **changes: Any) -> dict[str, Any]:
    """A draft of the buyer's with the seller named."""
    body = {"one_thing": "OT1", "situation": SINGLE_CASH, "parties": PARTIES, **changes}
    return ok(buyer.post("cases/", body), 201)


def party_id(case: dict[str, Any], role: str) -> int:
    return next(party["id"] for party in case["parties"] if party["role"] == role)


def completed(buyer: Caller, seller: Caller, **changes: Any) -> dict[str, Any]:
    """The draft with everything stated, handed in and confirmed."""
    case = drafted(buyer, **changes)
    ok(buyer.patch(f"cases/{case['id']}/", {"form": BUYERS_WORDS}))
    ok(seller.patch(f"cases/{case['id']}/", {"form": SELLERS_WORDS}))
    ok(seller.post(f"cases/{case['id']}/parties/{party_id(case, 'seller')}/confirm/"))
    ok(buyer.upload(case["id"], "M-CONTRACT", PDF), 201)
    return case


def submitted(buyer: Caller, seller: Caller, **changes: Any) -> dict[str, Any]:
    """At the window."""
    case = completed(buyer, seller, **changes)
    return ok(buyer.post(f"cases/{case['id']}/submit/"))


def accepted(buyer: Caller, seller: Caller, **changes: Any) -> dict[str, Any]:
    """In review, with its tasks."""
    case = submitted(buyer, seller, **changes)
    return ok(Caller.named("clerk1").post(f"cases/{case['id']}/accept/", {"tolerated": []}))


def task_of(case: dict[str, Any], matter: str) -> dict[str, Any]:
    return next(task for task in case["tasks"] if task["matter"] == matter)


def decide(case: dict[str, Any], matter: str, **changes: Any) -> Any:
    """The responsible department decides; the raw answer."""
    body = {"decision": "approve", "opinion": "情况属实", "conclusion": CONCLUSIONS[matter], **changes}
    desk = Caller.named(DESKS[matter])
    return desk.post(f"tasks/{task_of(case, matter)['id']}/decide/", body)
