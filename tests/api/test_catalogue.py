"""The catalogue over HTTP agrees with the oracle, value for value."""

import json
from pathlib import Path
from typing import Any

import pytest

from matters.canonical import fingerprint
from tests.api.caller import ok, refused
from tests.cast import LINJIANG

pytestmark = pytest.mark.django_db
ORACLES = Path(__file__).parent.parent / "catalogue_oracle"


def oracle(name: str) -> Any:
    return json.loads((ORACLES / name).read_text(encoding="utf-8"))


def record(path: str) -> Any:
    return json.loads((LINJIANG / path).read_text(encoding="utf-8"))


def test_every_profile_composes_as_the_oracle_says(anybody):
    cases = oracle("oracle.json")["cases"]
    assert len(cases) > 20
    for case in cases:
        body = {"situation": case["situation"], "form": case["form"]}
        answer = ok(anybody.call("post", f"one-things/{case['one_thing']}/compose/", body))
        given = {key: answer[key] for key in case["answer"]}
        assert given == case["answer"], case["id"]


def test_composing_tells_parties_labels_and_reasons(anybody):
    answer = ok(anybody.call("post", "one-things/OT1/compose/", {}))
    assert [party["role"] for party in answer["parties"]] == ["applicant", "seller"]
    assert answer["parties"][0] == record("one_things/OT1.json")["parties"][0]
    assert answer["labels"]["M01"] == record("matters/M01.json")["name"]
    assert answer["reasons"]["materials"]["M-CONTRACT"][0]["basis"]


def test_a_single_matter_composes_an_ended_one_too(anybody):
    assert ok(anybody.call("post", "matters/M01/compose/", {"situation": {}}))["matters"] == ["M01"]
    assert ok(anybody.call("post", "matters/M20/compose/", {}))["matters"] == ["M20"]


@pytest.mark.parametrize("path", ["matters/M01", "one-things/OT1", "matters/M22"])
def test_a_handbook_comes_whole_with_its_fingerprint(anybody, path):
    answer = anybody.get(f"{path}/")
    body = ok(answer)
    kept = record(f"{path.replace('-', '_')}.json")
    assert body == {**kept, "fingerprint": fingerprint(kept)}
    headers = {"If-None-Match": answer["ETag"]}
    assert anybody.call("get", f"{path}/", format=None, headers=headers).status_code == 304


def test_the_list_has_what_a_chooser_needs(anybody):
    page = ok(anybody.get("matters/"))
    assert page.keys() == {"results", "next"}
    first = next(row for row in page["results"] if row["code"] == "M01")
    assert first.keys() >= {
        "code", "name", "department", "handling_type", "promised_limit", "visits_max", "fee", "version",
    }  # fmt: skip
    assert first["promised_limit"] == {"value": 20, "unit": "minute"}
    assert "M20" not in {row["code"] for row in page["results"]}, "what the law has ended is not offered"


def test_lists_are_searched_and_narrowed(anybody):
    assert ok(anybody.get("matters/", q="过户"))["results"][0]["code"] in {"M03", "M01", "M05"}
    taxes = ok(anybody.get("matters/", department="D-SWJ"))["results"]
    assert {row["department"] for row in taxes} == {"D-SWJ"}
    assert ok(anybody.get("matters/", audience="person"))["results"]
    assert ok(anybody.get("matters/", department="D-NONE"))["results"] == []


def test_pages_follow_each_other(anybody):
    first = ok(anybody.get("matters/", limit=40))
    second = ok(anybody.call("get", first["next"], format=None))
    codes = [row["code"] for page in (first, second) for row in page["results"]]
    assert len(codes) == len(set(codes)) > 40
    refused(anybody.get("matters/", page=99), 404, "not_found")


def test_all_one_things_are_listed(anybody):
    assert [row["code"] for row in ok(anybody.get("one-things/"))["results"]] == [
        f"OT{n}" for n in range(1, 8)
    ]


def test_due_dates_follow_the_clock_oracle(anybody):
    for row in oracle("clock_oracle.json")["rows"]:
        query = {"from": row["start"], "value": row["value"], "unit": row["unit"]}
        expected = {"due": row["due"], "provisional": row["provisional"]}
        assert ok(anybody.get("calendar/due/", **query)) == expected, row


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"from": "2026-02-30", "value": 1, "unit": "day"},
        {"from": "2026-02-01", "value": -1, "unit": "day"},
        {"from": "2026-02-01", "value": "x", "unit": "day"},
        {"from": "2026-02-01", "value": 10**9, "unit": "month"},
        {"from": "2026-02-01", "value": 1, "unit": "hour"},
        {"from": "9999-12-31", "value": 1, "unit": "day"},
    ],
)
def test_a_time_limit_that_cant_be_counted_is_named(anybody, query):
    assert refused(anybody.get("calendar/due/", **query), 422, "invalid")["errors"]


@pytest.mark.parametrize("path", ["matters/M999/", "one-things/OT999/", "matters/OT1/", "one-things/M01/"])
def test_an_unknown_code_is_not_found(anybody, path):
    refused(anybody.get(path), 404, "not_found")
    refused(anybody.call("post", f"{path}compose/", {}), 404, "not_found")


@pytest.mark.parametrize(
    "body",
    [
        {"situation": {"buyer_loan": {"a": [1]}, "house_services": [[["x"]]]}},
        {"situation": {"buyer_loan": None, "house_services": "utilities", "unknown": 5}},
        {"form": {"delivery_method": {}, "property_use": [], "nothing": None}},
    ],
)
def test_composing_takes_any_answers_as_they_are(anybody, body):
    for code in [f"OT{n}" for n in range(1, 8)]:
        ok(anybody.call("post", f"one-things/{code}/compose/", body))


@pytest.mark.parametrize("body", [[], "x", 5, {"situation": []}, {"form": "x"}, {"situations": {}}])
def test_composing_refuses_what_are_no_answers(anybody, body):
    refused(anybody.call("post", "one-things/OT1/compose/", body), 422, "invalid")
