"""Whatever is sent: a clear 4xx in the reader's words, never a fault, and nothing typed is lost."""

import json

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.api.caller import Caller, named, new_key, ok, refused
from tests.api.steps import accepted, drafted, submitted, task_of
from tests.journeys.helpers import PDF

pytestmark = pytest.mark.django_db


def send(caller, method, path, raw, content_type="application/json"):
    """A body exactly as written."""
    headers = {"Authorization": f"Bearer {caller.token}", "Idempotency-Key": new_key()}
    return caller.client.generic(method, f"/api/v1/{path}", raw, content_type=content_type, headers=headers)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "malformed"),
        (b"", "invalid"),
        (b"\xff\xfe", None),
        (b'{"one_thing": "O\\u0000"}', None),
        (b'{"one_thing": "\\ud800"}', "broken_text"),
        (b'{"one_thing": NaN}', "malformed"),
        (b'{"one_thing": 1e999}', "malformed"),
        (b'{"one_thing": ' + b"9" * 400 + b"}", "malformed"),
        (b'{"one_thing": ' + b"9" * 5000 + b"}", "malformed"),
        (b"[" * 100_000 + b"]" * 100_000, "malformed"),
        (b'{"situation": ' + b'{"a":' * 50 + b"1" + b"}" * 50 + b"}", "malformed"),
        (b'{"one_thing": "' + b"x" * (1024 * 1024) + b'"}', "too_large"),
        (b'{"one_thing": "' + b"x" * (3 * 1024 * 1024) + b'"}', None),
    ],
)
def test_a_body_that_cant_be_read_is_refused(buyer, raw, code):
    answer = send(buyer, "POST", "cases/", raw)
    assert answer.status_code in {400, 413, 422}, answer.content
    body = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert code in (None, body["code"])
    assert body["trace_id"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/json;charset=x", "nonsense", ""]
)
def test_another_content_type_is_refused_or_read_as_json(buyer, kind):
    answer = send(buyer, "POST", "cases/", b"<a/>", kind)
    assert answer.status_code in {400, 415}, answer.content


NEW_CASES = [
    ({}, {"one_thing"}),
    ({"one_thing": "OT1", "matter": "M01"}, {"one_thing"}),
    ({"one_thing": 5}, {"one_thing"}),
    ({"one_thing": ["OT1"]}, {"one_thing"}),
    ({"one_thing": "OT99"}, {"one_thing"}),
    ({"matter": "x" * 500}, {"matter", "one_thing"}),
    ({"one_thing": "OT1", "situation": []}, {"situation"}),
    ({"one_thing": "OT1", "situation": {"buyer_loan": {"a": 1}}}, {"situation.buyer_loan"}),
    ({"one_thing": "OT1", "channel": "pigeon"}, {"channel"}),
    ({"one_thing": "OT1", "channel": "window"}, {"channel"}),
    ({"one_thing": "OT1", "service_point": "H-NONE"}, {"service_point"}),
    ({"one_thing": "OT1", "parties": {}}, {"parties"}),
    ({"one_thing": "OT1", "parties": ["x"]}, {"parties.0"}),
    ({"one_thing": "OT1", "parties": [{"role": "seller"}]}, {"parties.0"}),
    ({"one_thing": "OT1", "parties": [{"role": "king", "person": "P1"}]}, {"parties"}),
    ({"one_thing": "OT1", "surplus": 1}, {"surplus"}),
]


@pytest.mark.parametrize(("body", "fields"), NEW_CASES)
def test_a_new_case_names_every_field_that_is_wrong(buyer, body, fields):
    problem = refused(buyer.post("cases/", body), 422, "invalid")
    assert named(problem, "field") & fields, problem


@pytest.mark.parametrize(
    "party",
    [
        {"person": "P99"},
        {"person": "339981195203150013"},
        {"person": "33998119520315001"},
        {"organisation": "O99"},
        {"organisation": "91339981MA2DEM0179"},
        {"username": "nobody"},
        {"username": "clerk1"},
        {"person": "P1", "username": "citizen1"},
        {},
    ],
)
def test_a_party_who_cant_be_found_is_named(buyer, party):
    case = drafted(buyer)
    answer = buyer.post(f"cases/{case['id']}/parties/", {"role": "seller", **party})
    assert refused(answer, 422, "invalid")["errors"]


def test_a_number_tells_nobody_who_is_registered(buyer):
    known = drafted(buyer, parties=[{"role": "seller", "person": "11010519491231002X"}])
    again = drafted(buyer, parties=[{"role": "seller", "person": "11010519491231002x"}])
    for case in (known, again):
        party = next(party for party in case["parties"] if party["role"] == "seller")
        assert (party["person"], party["label"]) == ("110***********002X", "")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"no_such_element": 1}, "invalid"),
        ({"declared_price": [1]}, "invalid"),
        ({"declared_price": {"a": 1}}, "invalid"),
        ({"declared_price": True}, "invalid"),
        ({"applicant_name": 5}, "invalid"),
        ({"applicant_name": "x" * 5000}, "invalid"),
        ([], "invalid"),
        ("x", "invalid"),
        (None, "invalid"),
    ],
)
def test_an_unknown_element_or_a_wrong_kind_is_refused(buyer, form, code):
    case = drafted(buyer)
    refused(buyer.patch(f"cases/{case['id']}/", {"form": form}), 422, code)


def test_a_doubtful_value_is_kept_and_named(buyer):
    case = drafted(buyer)
    typed = {
        "applicant_id_number": "339981199001010117",
        "contract_date": "31 November",
        "applicant_mobile": "12",
        "property_use": "castle",
        "applicant_name": "🏠" * 40,
        "declared_price": -5,
    }
    saved = ok(buyer.patch(f"cases/{case['id']}/", {"form": typed}))
    assert saved["form"] == typed
    doubted = {warning["element"] for warning in saved["warnings"]}
    assert doubted >= {"applicant_id_number", "contract_date", "property_use"}
    problem = refused(buyer.post(f"cases/{case['id']}/submit/"), 422, "incomplete")
    assert doubted <= named(problem, "element")
    assert ok(buyer.get(f"cases/{case['id']}/"))["form"] == typed


def test_a_wrong_answer_to_a_question_is_kept_and_named(buyer):
    case = drafted(buyer)
    saved = ok(buyer.patch(f"cases/{case['id']}/", {"situation": {"buyer_loan": "perhaps"}}))
    assert [warning["question"] for warning in saved["warnings"]] == ["buyer_loan"]


FILES = [
    (b"", "file_empty"),
    (b"MZ not a document", "file_mismatch"),
    (PDF[:200], "file_damaged"),
    (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "file_damaged"),
    (PDF + b"PK\x03\x04 and more", "file_disguised"),
]


@pytest.mark.parametrize(("content", "code"), FILES)
def test_a_file_that_is_no_document_is_refused_by_its_content(buyer, content, code):
    case = drafted(buyer)
    problem = refused(buyer.upload(case["id"], "M-CONTRACT", content), 422, code)
    assert problem["detail"]
    assert ok(buyer.get(f"cases/{case['id']}/"))["materials"] == []


def test_a_file_that_is_too_large_ends_the_reading(buyer):
    case = drafted(buyer)
    content = PDF + b"0" * settings.UPLOAD_MAX_BYTES
    refused(buyer.upload(case["id"], "M-CONTRACT", content), 422, "file_too_large")


def test_a_material_that_nobody_asks_for_is_refused(buyer):
    case = drafted(buyer)
    problem = refused(buyer.upload(case["id"], "M-NONE", PDF), 422, "invalid")
    assert named(problem, "material") == {"M-NONE"}
    refused(buyer.upload(case["id"], "", PDF), 422, "invalid")
    refused(buyer.upload(case["id"], "M-CONTRACT"), 422, "invalid")


@pytest.mark.parametrize("raw", [b"", b"--x\r\nnothing", b"\x00" * 50])
def test_a_broken_form_is_refused(buyer, raw):
    case = drafted(buyer)
    answer = send(buyer, "POST", f"cases/{case['id']}/materials/", raw, "multipart/form-data; boundary=x")
    assert answer.status_code in {400, 422}, answer.content
    assert send(buyer, "POST", f"cases/{case['id']}/materials/", raw, "multipart/form-data").status_code in {
        400,
        415,
        422,
    }


@pytest.mark.parametrize(
    "body",
    [
        {"tolerated": {}},
        {"tolerated": [{"material": "M-CONTRACT"}]},
        {"tolerated": [{"material": "M-CONTRACT", "due": "tomorrow"}]},
        {"tolerated": [{"material": "M-CONTRACT", "due": "2026-11-24"}]},
        {"tolerated": [{"material": "M-CONTRACT", "due": "0000-01-01"}]},
        {"tolerated": [{"material": "M-CONTRACT", "due": "9999-12-31"}]},
    ],
)
def test_a_tolerance_that_cant_be_is_refused(at, buyer, seller, clerk, body):
    case = submitted(buyer, seller)
    refused(clerk.post(f"cases/{case['id']}/accept/", body), 422, "invalid")


@pytest.mark.parametrize(
    "gaps",
    [None, [], {}, ["x"], [{}], [{"reason": "x"}], [{"material": "M-CONTRACT"}],
     [{"material": "M-CONTRACT", "reason": " "}], [{"material": "M-NO", "reason": "x"}],
     [{"element": "no", "reason": "x"}], [{"material": 5, "reason": "x"}],
     [{"material": "M-CONTRACT", "element": "declared_price", "reason": "x"}]],
)  # fmt: skip
def test_a_notice_names_what_is_missing_and_why(at, buyer, seller, clerk, gaps):
    case = submitted(buyer, seller)
    refused(clerk.post(f"cases/{case['id']}/request-correction/", {"gaps": gaps}), 422, "invalid")


@pytest.mark.parametrize(
    ("act", "body", "code"),
    [
        ("decide", {}, "invalid"),
        ("decide", {"decision": "perhaps"}, "invalid"),
        ("decide", {"decision": "approve"}, "incomplete"),
        ("decide", {"decision": "approve", "conclusion": []}, "invalid"),
        ("decide", {"decision": "approve", "conclusion": {"no_such": 1}}, "invalid"),
        ("decide", {"decision": "approve", "conclusion": {"declared_price": {"a": 1}}}, "invalid"),
        ("decide", {"decision": "approve", "conclusion": {"declared_price": "much"}}, "invalid"),
        ("decide", {"decision": "refuse"}, "incomplete"),
        ("suspend", {}, "invalid"),
        ("suspend", {"kind": "x", "basis": "y", "planned_days": 0}, "invalid"),
        ("suspend", {"kind": "x", "basis": "y", "planned_days": "3"}, "invalid"),
        ("suspend", {"kind": "", "basis": "y", "planned_days": 3}, "invalid"),
        ("ask", {"gaps": []}, "invalid"),
        ("claim", {"surplus": 1}, "invalid"),
    ],
)
def test_a_reviewers_call_names_what_is_wrong(at, as_, buyer, seller, act, body, code):
    case = accepted(buyer, seller)
    path = f"tasks/{task_of(case, 'M01')['id']}/{act}/"
    refused(as_("reviewer-d-zjj").post(path, body), 422, code)


@pytest.mark.parametrize(
    "body",
    [{}, {"grade": 0}, {"grade": 6}, {"grade": "1"}, {"grade": True}, {"grade": 1.5},
     {"grade": 1, "runs": -1},
     {"grade": 1, "tags": "x"}, {"grade": 1, "matter": "M99"}, {"grade": 1, "words": "x" * 5000}],
)  # fmt: skip
def test_a_judgement_that_cant_be_is_refused(at, buyer, seller, body):
    case = submitted(buyer, seller)
    refused(buyer.post(f"cases/{case['id']}/ratings/", body), 422, "invalid")


@pytest.mark.parametrize(
    "body",
    [{"method": "pigeon"}, {"results": "M01"}, {"results": [["M01"]]}, {"collector": 5}, {"results": [True]}],
)
def test_a_hand_over_that_cant_be_is_refused(at, as_, buyer, seller, body):
    case = submitted(buyer, seller)
    refused(as_("exit1").post(f"cases/{case['id']}/hand-over/", body), 422, "invalid")


@pytest.mark.parametrize(
    "query",
    [
        {"state": "happy"},
        {"ordering": "name"},
        {"due_before": "soon"},
        {"due_before": "9999-99-99"},
        {"q": "x" * 500},
    ],
)
def test_a_list_cant_be_narrowed_by_nonsense(buyer, query):
    refused(buyer.get("cases/", **query), 422, "invalid")


@pytest.mark.parametrize(
    "cursor", ["x", "cD1hYmM=", "bz05OTk5OTk5OTk5OQ==", "cD0tMQ==", "=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5"]
)
@pytest.mark.parametrize("ordering", ["-id", "due"])
def test_a_page_address_that_was_not_given_out_is_refused_or_empty(buyer, cursor, ordering):
    drafted(buyer)
    assert buyer.get("cases/", cursor=cursor, ordering=ordering).status_code in {200, 400, 404}


@pytest.mark.parametrize(
    "path",
    ["cases/x/", "cases/00000000-0000-0000-0000-000000000000/", "cases/%00/", "cases/a'b/", "tasks/x/claim/",
     "cases/" + "9" * 300 + "/", "cases/../token/", "nothing/", ""],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_an_address_without_anything_behind_it_is_told_so(buyer, path, method):
    reading = method == "get"
    options = {"format": None if reading else "json", "headers": {"Idempotency-Key": new_key()}}
    answer = buyer.call(method, path, None if reading else {}, **options)
    assert answer.status_code in {400, 404, 405, 422}, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"]


def test_a_method_that_an_address_does_not_take_is_told_so(buyer):
    answer = buyer.call("delete", "cases/")
    refused(answer, 405, "method_not_allowed")
    assert "POST" in answer["Allow"]


def test_problems_speak_the_readers_language(buyer):
    buyer.language = "zh-CN"
    chinese = refused(buyer.get("cases/x/"), 404, "not_found")
    buyer.language = "en"
    english = refused(buyer.get("cases/x/"), 404, "not_found")
    assert english["title"] == "Not found"
    assert chinese["code"] == english["code"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.dictionaries(
        st.sampled_from(["one_thing", "matter", "situation", "channel", "service_point", "parties", "x"]),
        JSON,
    )
)
def test_no_body_makes_a_fault(buyer, body):
    answer = send(buyer, "POST", "cases/", json.dumps(body).encode())
    assert answer.status_code < 500, answer.content


@effort(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.dictionaries(
        st.sampled_from(
            ["declared_price", "contract_date", "applicant_id_number", "property_use", "seller_mobile"]
        ),
        JSON,
    )
)
def test_no_value_makes_a_fault(buyer, form):
    if not hasattr(buyer, "case"):
        buyer.case = drafted(buyer)
    answer = send(buyer, "PATCH", f"cases/{buyer.case['id']}/", json.dumps({"form": form}).encode())
    assert answer.status_code < 500, answer.content


def test_a_fault_of_the_program_is_told_as_a_problem(buyer, monkeypatch):
    monkeypatch.setattr("portal.api.views.cases.summary_of", lambda _id: 1 / 0)
    body = refused(buyer.post("cases/", {"one_thing": "OT1"}), 500, "fault")
    assert len(body["trace_id"]) == 32
    assert ok(Caller.named("citizen3").get("cases/"))["results"] == [], "nothing was changed"
