"""What the sandbox answers."""

import urllib.request
from typing import Any

import pytest

from tests.sandbox.process import SandboxProcess

SELLER = {"kind": "property", "id_number": "339981195203150012"}


def pushed(sandbox: SandboxProcess, task: str, key: str, **more: Any) -> tuple[int, dict[str, Any]]:
    return sandbox.call("POST", "/departments/D-SWJ/tasks", {"task": task, **more}, Idempotency_Key=key)


def asked(sandbox: SandboxProcess, item: str, subject: Any) -> dict[str, Any]:
    return sandbox.call("POST", f"/shared-data/{item}", {"query": "q1", "subject": subject})[1]


def test_every_answer_says_that_it_is_a_sandbox(sandbox: SandboxProcess):
    with urllib.request.urlopen(f"{sandbox.url}/health") as answer:
        assert "sandbox" in answer.headers["X-Sandbox"].lower()
    assert sandbox.call("GET", "/nowhere") == (404, {"sandbox": True, "error": "no such address"})


def test_a_task_pushed_five_times_with_one_key_lies_there_once_and_gets_one_answer(sandbox: SandboxProcess):
    answers = [pushed(sandbox, "five", "key-five") for _ in range(5)]
    assert [status for status, _ in answers] == [202] * 5
    assert all(answer == answers[0] for answer in answers)
    assert [task["task"] for task in sandbox.tasks("D-SWJ")].count("five") == 1


def test_a_key_with_another_content_is_refused(sandbox: SandboxProcess):
    pushed(sandbox, "mine", "key-mine")
    assert pushed(sandbox, "other", "key-mine")[0] == 422


def test_a_push_without_a_key_is_refused(sandbox: SandboxProcess):
    assert sandbox.call("POST", "/departments/D-SWJ/tasks", {"task": "t"})[0] == 422


def test_news_about_a_task_replaces_older_news_and_older_news_changes_nothing(sandbox: SandboxProcess):
    pushed(sandbox, "news", "n1", revision=1)
    pushed(sandbox, "news", "n3", revision=3, facts={"contract_no": "HT-1"})
    pushed(sandbox, "news", "n2", revision=2, facts={})
    assert sandbox.task("D-SWJ", "news")["facts"] == ["contract_no"]


def test_what_was_withdrawn_before_it_came_is_not_taken_in_later(sandbox: SandboxProcess):
    assert sandbox.call("POST", "/departments/D-SWJ/tasks/early/withdraw", {})[0] == 200
    assert pushed(sandbox, "early", "key-early")[0] == 409
    assert sandbox.task("D-SWJ", "early")["state"] == "withdrawn"


def test_an_unknown_way_to_behave_is_refused_and_changes_nothing(sandbox: SandboxProcess):
    assert sandbox.call("POST", "/control/D-SWJ", {"mode": "friendly"})[0] == 422
    assert sandbox.control("D-SWJ")["mode"] == "manual"


@pytest.mark.parametrize("body", [[], "text", 1])
def test_a_call_that_is_no_object_is_refused(sandbox: SandboxProcess, body: Any):
    assert sandbox.call("POST", "/departments/D-SWJ/tasks", body)[0] == 400


def test_the_register_knows_the_sellers_flat_and_where_the_record_comes_from(sandbox: SandboxProcess):
    answer = asked(sandbox, "DI-ESTATE", SELLER)
    assert answer["found"]
    assert answer["provider"] == "D-ZGJ"
    assert answer["record"]["owner"] == "张建国"
    assert len(answer["record"]["unit_no"]) == 28
    assert answer["at"]


def test_there_is_no_record_of_what_somebody_does_not_have(sandbox: SandboxProcess):
    answer = asked(sandbox, "DI-ESTATE", {"kind": "property", "id_number": "339981199001010116"})
    assert (answer["found"], answer["record"]) == (False, {})


def test_a_spouse_is_named_from_the_catalogues_people(sandbox: SandboxProcess):
    record = asked(sandbox, "DI-MARRIAGE", {"kind": "person", "id_number": "339981198512240285"})["record"]
    assert record["spouse_name"] == "赵志强"
    assert record["spouse_id_number"] == "339981196610200317"


def test_the_business_register_names_the_legal_representative(sandbox: SandboxProcess):
    record = asked(sandbox, "DI-LEGAL", {"kind": "org", "uscc": "91339981MA2DEM0178"})["record"]
    assert record["legal_rep"] == "王小明"


@pytest.mark.parametrize(("item", "status"), [("DI-NOTHING", 404), ("DI-PERSON", 422)])
def test_a_query_that_makes_no_sense_is_refused(sandbox: SandboxProcess, item: str, status: int):
    assert sandbox.call("POST", f"/shared-data/{item}", {"query": "q"})[0] == status
