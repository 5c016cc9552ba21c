"""The house transfer as a program would do it, call by call."""

from datetime import timedelta

import pytest

from ledger import relay
from tests.api.caller import Caller, named, ok, refused
from tests.api.steps import accepted, completed, decide, drafted, party_id, submitted, task_of
from tests.filling import submitted as filled_case
from tests.journeys.helpers import BUYERS_WORDS, PDF, SELLERS_WORDS, SINGLE_CASH

pytestmark = pytest.mark.django_db


def test_a_house_transfer_from_draft_to_rating(at, as_, buyer, seller, clerk, anybody):
    case = ok(buyer.post("cases/", {"one_thing": "OT1", "situation": SINGLE_CASH}), 201)
    assert case["state"] == "draft"
    assert [(p["role"], p["person"]) for p in case["parties"]] == [("applicant", "P3")]
    assert case["service_point"] == "H-MAIN"
    here = f"cases/{case['id']}/"

    invited = ok(buyer.post(f"{here}parties/", {"role": "seller", "username": "citizen1"}), 201)
    assert (invited["person"], invited["confirmed_at"]) == ("P1", None)
    saved = ok(buyer.patch(here, {"form": BUYERS_WORDS}))
    assert saved["version"] > case["version"]
    ok(seller.patch(here, {"form": SELLERS_WORDS}))
    missing = refused(buyer.post(f"{here}submit/"), 422, "incomplete")
    assert named(missing, "material") == {"M-CONTRACT"}
    assert named(missing, "party") == {"seller"}

    signed = ok(seller.post(f"{here}parties/{invited['id']}/confirm/", {}))
    assert signed["confirmed_at"]
    file = ok(buyer.upload(case["id"], "M-CONTRACT", PDF), 201)
    assert {"id", "sha256", "size", "scan"} <= file.keys()
    handed_in = ok(buyer.post(f"{here}submit/"))
    number = handed_in["number"]
    assert handed_in["receipt"].keys() == {"number", "content_sha256", "submitted_at", "signature"}

    review = ok(clerk.post(f"cases/{number}/accept/", {"tolerated": []}))
    assert {task["matter"]: task["state"] for task in review["tasks"]} == dict.fromkeys(
        ["M01", "M02", "M03"], "ready"
    )
    blocked = refused(decide(review, "M03"), 409, "blocked")
    assert set(blocked["waits_for"]) == {"M01", "M02"}
    ok(decide(review, "M01"))
    [tax] = ok(as_("reviewer-d-swj").get("tasks/", state="ready"))["results"]
    assert tax["facts"] == {"contract_no": "HT-2026-0001", "declared_price": 1680000}
    ok(decide(review, "M02"))
    last = ok(decide(review, "M03"))
    assert (last["state"], last["decision"]) == ("concluded", "approve")

    relay.drain_all()
    granted = ok(buyer.get(here))
    assert granted["state"] == "granted"
    assert {r["matter"]: r["state"] for r in granted["results"]} == dict.fromkeys(
        ["M01", "M02", "M03"], "on_shelf"
    )
    shown = granted["results"][0]
    standing = ok(anybody.get(f"certificates/{shown['identifier']}/verify/", code=shown["verify_code"]))
    assert standing["valid"] is True
    assert "王小明" not in str(standing)
    wrong = ok(anybody.get(f"certificates/{shown['identifier']}/verify/", code="AAAA-AAAA"))
    unknown = ok(anybody.get("certificates/1.2.156.3005.2.11339981/verify/", code="AAAA-AAAA"))
    assert set(wrong) == set(unknown) == set(standing)
    assert {wrong[name] for name in wrong if name not in {"identifier", "checked_at"}} == {False, None}

    given = ok(as_("exit1").post(f"cases/{number}/hand-over/", {"method": "counter", "collector": "王小明"}))
    assert given["state"] == "delivered"
    ok(as_("exit1").post(f"cases/{number}/hand-over/", {"method": "counter", "collector": "王小明"}))
    rated = ok(buyer.post(f"{here}ratings/", {"grade": 1, "tags": ["fast"], "runs": 1}), 201)
    assert (rated["grade"], rated["matter"]) == (1, None)
    refused(buyer.post(f"{here}ratings/", {"grade": 2}), 409, "already_rated")
    ok(buyer.post(f"{here}ratings/", {"grade": 1, "matter": "M02"}), 201)

    whole = ok(buyer.get(here))
    assert whole["runs"] == 1
    assert whole["holder"]["kind"] == "nobody"
    told = ok(buyer.get(f"{here}timeline/"))["results"]
    assert [entry["action"] for entry in told][:1] == ["cases.draft_case"]
    assert "The application was submitted" in " ".join(entry["sentence"] for entry in told)
    assert all("%(" not in entry["sentence"] for entry in told)
    assert len(ok(buyer.get(f"{here}proof/"))["events"]) == whole["version"]


def test_a_clerk_takes_a_walk_in_with_all_parties_at_the_counter(at, clerk):
    case = drafted(clerk)
    assert case["channel"] == "window"
    here = f"cases/{case['id']}/"
    saved = ok(clerk.patch(here, {"form": {**BUYERS_WORDS, **SELLERS_WORDS}}))
    assert saved["form"]["applicant_id_number"] == BUYERS_WORDS["applicant_id_number"], "as typed"
    ok(clerk.post(f"{here}parties/{party_id(case, 'seller')}/confirm/"))
    ok(clerk.upload(case["id"], "M-CONTRACT", PDF), 201)
    assert ok(clerk.post(f"{here}submit/"))["state"] == "submitted"
    assert ok(clerk.get(here))["runs"] == 1, "coming to the window is a run"


def test_a_correction_is_asked_once_and_answered(at, buyer, seller, clerk):
    case = submitted(buyer, seller)
    here = f"cases/{case['id']}/"
    at.move(timedelta(minutes=5))
    gaps = [
        {"material": "M-CONTRACT", "reason": "Page 2 is missing."},
        {"element": "declared_price", "reason": "Differs from the contract."},
    ]
    assert ok(clerk.post(f"{here}request-correction/", {"gaps": gaps}))["state"] == "correcting"
    assert ok(buyer.get(here))["corrections"][0]["gaps"] == gaps
    problem = refused(buyer.post(f"{here}supplement/"), 422, "incomplete")
    assert named(problem, "material") == {"M-CONTRACT"}
    ok(buyer.patch(here, {"form": {"declared_price": 1700000}}))
    ok(buyer.upload(case["id"], "M-CONTRACT", PDF), 201)
    assert ok(buyer.post(f"{here}supplement/"))["state"] == "submitted"
    assert ok(clerk.get(here))["form"]["declared_price"] == 1700000


def test_what_was_not_asked_for_stays_closed_after_submission(at, buyer, seller):
    case = submitted(buyer, seller)
    answer = buyer.patch(f"cases/{case['id']}/", {"form": {"declared_price": 1}})
    assert named(refused(answer, 409, "wrong_state"), "element") == {"declared_price"}


def test_a_reviewers_question_is_answered_while_the_review_runs(at, as_, buyer, seller):
    case = accepted(buyer, seller)
    task, desk = task_of(case, "M01"), as_("reviewer-d-zjj")
    gaps = [{"element": "declared_price", "reason": "Please confirm the price."}]
    assert ok(desk.post(f"tasks/{task['id']}/ask/", {"gaps": gaps}))["state"] == "asked"
    here = f"cases/{case['id']}/"
    ok(buyer.patch(here, {"form": {"declared_price": 1690000}}))
    ok(buyer.post(f"{here}supplement/"))
    assert task_of(ok(buyer.get(here)), "M01")["state"] == "claimed"


def test_a_special_procedure_pauses_the_clock_and_ends(at, as_, buyer, seller):
    case = accepted(buyer, seller)
    task, desk = task_of(case, "M03"), as_("reviewer-d-zgj")
    body = {"kind": "on-site inspection", "basis": "L-BDC 第十九条", "planned_days": 3, "notice": "We come."}
    assert ok(desk.post(f"tasks/{task['id']}/suspend/", body))["state"] == "suspended"
    shown = ok(buyer.get(f"cases/{case['id']}/"))
    assert shown["clocks"][1]["pauses"][0]["planned_days"] == 3
    assert ok(desk.post(f"tasks/{task['id']}/resume/"))["state"] == "claimed"


def test_a_refused_matter_makes_the_case_partly_granted(at, buyer, seller):
    case = accepted(buyer, seller)
    ok(decide(case, "M01"))
    refused(decide(case, "M02", decision="refuse", opinion=" ", conclusion=None), 422, "incomplete")
    ok(decide(case, "M02", decision="refuse", opinion="The tax is not paid.", conclusion=None))
    ended = ok(buyer.get(f"cases/{case['id']}/"))
    assert ended["state"] == "partly_granted"
    assert task_of(ended, "M03")["state"] == "cancelled"
    assert [result["matter"] for result in ended["results"]] == ["M01"]


def test_a_party_withdraws_and_the_review_ends(at, as_, buyer, seller):
    case = accepted(buyer, seller)
    assert (
        ok(seller.post(f"cases/{case['id']}/withdraw/", {"reason": "Sold elsewhere."}))["state"]
        == "withdrawn"
    )
    ok(buyer.post(f"cases/{case['id']}/withdraw/", {}))
    refused(decide(case, "M01"), 409, "wrong_state")


def test_a_material_may_follow_by_its_day(at, cast, as_, buyer, clerk):
    case = filled_case(cast, "M70", leave_out=["M-BANKNO"])
    here = f"cases/{case.public_id}/"
    problem = refused(clerk.post(f"{here}accept/", {}), 422, "incomplete")
    assert named(problem, "material") == {"M-BANKNO"}
    too_late = {"tolerated": [{"material": "M-BANKNO", "due": "2026-12-20"}]}
    refused(clerk.post(f"{here}accept/", too_late), 422, "invalid")
    body = {"tolerated": [{"material": "M-BANKNO", "due": "2026-11-24"}]}
    review = ok(clerk.post(f"{here}accept/", body))
    assert review["tolerated_until"] == "2026-11-24T17:00:00+08:00"

    decision = f"tasks/{review['tasks'][0]['id']}/decide/"
    approval = {"decision": "approve", "conclusion": {"hpf_decision_no": "GJJ-1"}}
    refused(as_("reviewer-d-gjj").post(decision, approval), 409, "material_owed")
    ok(buyer.upload(str(case.public_id), "M-BANKNO", PDF), 201)
    assert ok(buyer.post(f"{here}supplement/"))["tolerated_until"] is None
    ok(as_("reviewer-d-gjj").post(decision, approval))


def test_a_refusal_gives_its_reason_and_the_remedy(at, buyer, seller, clerk):
    case = submitted(buyer, seller)
    here = f"cases/{case['id']}/"
    problem = refused(clerk.post(f"{here}refuse/", {"reason": "Not ours.", "remedy": ""}), 422, "incomplete")
    assert named(problem, "field") == {"remedy"}
    body = {"reason": "The house lies elsewhere.", "remedy": "Apply in its city, or appeal within 60 days."}
    assert ok(clerk.post(f"{here}refuse/", body))["state"] == "not_accepted"
    assert ok(buyer.get(here))["refusal"] == body


def test_a_pre_review_goes_to_the_window_and_comes_back(at, buyer, seller, clerk):
    case = completed(buyer, seller)
    assert ok(buyer.post(f"cases/{case['id']}/pre-review/"))["state"] == "pre_review"
    assert ok(clerk.get(f"cases/{case['id']}/"))["holder"]["kind"] == "window"


def test_a_departments_own_system_decides_by_client_credentials(at, buyer, seller, city):
    case = accepted(buyer, seller)
    ok(decide(case, "M01"))
    system = Caller.named("system-d-swj")
    body = {"decision": "approve", "conclusion": {"tax_receipt_no": "T-1", "deed_tax_amount": 16800}}
    assert ok(system.post(f"tasks/{task_of(case, 'M02')['id']}/decide/", body))["state"] == "concluded"
