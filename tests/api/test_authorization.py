"""Every route for every role: built from the resolver, judged by a table that people wrote."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import URLPattern, URLResolver

from portal.api.urls import urlpatterns
from tests.api.caller import Caller, new_key, ok
from tests.api.steps import accepted, party_id, task_of
from tests.journeys.helpers import PDF

pytestmark = pytest.mark.django_db

# Who they are to the case: P3 buys, P1 sells, the main hall has it, M01 is decided by D-ZJJ.
ROLES = {
    "anonymous": "",
    "buyer": "citizen3",
    "seller": "citizen1",
    "stranger": "citizen5",
    "agent": "agent1",
    "clerk": "clerk1",
    "clerk elsewhere": "clerk2",
    "exit clerk": "exit1",
    "chief": "chief1",
    "reviewer": "reviewer-d-zjj",
    "reviewer of another matter": "reviewer-d-swj",
    "reviewer elsewhere": "reviewer-d-gaj",
    "system": "system-d-zjj",
    "supervisor": "supervisor1",
    "auditor": "auditor1",
    "catalogue editor": "catalogue1",
    "administrator": "admin1",
}
EVERYBODY = set(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}
PARTIES = {"buyer", "seller"}
WINDOW = {"clerk", "chief"}
HALL = {*WINDOW, "exit clerk"}
DESK = {"reviewer", "system", "chief"}
WATCHERS = {"supervisor", "auditor"}
SEES_CASE = {*PARTIES, *HALL, *WATCHERS, "reviewer", "reviewer of another matter", "system"}
SEES_TASK = {*HALL, *WATCHERS, "reviewer", "system"}
BEGINS = {*PARTIES, *WINDOW, "stranger", "agent", "clerk elsewhere"}
GAPS = {"gaps": [{"material": "M-CONTRACT", "reason": "Page 2 is missing."}]}


@dataclass(frozen=True)
class Row:
    """Who may do it; among the others who sees it (403), to whom it does not exist (404)."""

    may: set[str]
    sees: set[str] = field(default_factory=lambda: EVERYBODY)
    body: Any = field(default_factory=dict)

    def expected(self, role: str) -> int:
        if role in self.may:
            return 200
        if role == "anonymous":
            return 401
        return 403 if role in self.sees else 404


PUBLIC = Row(EVERYBODY)
TABLE: dict[tuple[str, str], Row] = {
    ("schema", "get"): PUBLIC,
    ("token", "post"): Row(EVERYBODY, body={"username": "citizen3", "password": "demo"}),
    ("matters", "get"): PUBLIC,
    ("matter", "get"): PUBLIC,
    ("matter-compose", "post"): PUBLIC,
    ("one-things", "get"): PUBLIC,
    ("one-thing", "get"): PUBLIC,
    ("one-thing-compose", "post"): PUBLIC,
    ("due", "get"): PUBLIC,
    ("verify", "get"): PUBLIC,
    ("cases", "get"): Row(SIGNED_IN),
    ("cases", "post"): Row(
        BEGINS - {"agent"},  # nobody gave this one a mandate
        body={"one_thing": "OT1", "parties": [{"role": "seller", "person": "P2"}]},
    ),
    ("case", "get"): Row(SEES_CASE, SEES_CASE),
    ("case", "patch"): Row(PARTIES, SEES_CASE, {"form": {"declared_price": 5}}),
    ("parties", "post"): Row({"buyer", *WINDOW}, SEES_CASE, {"role": "seller", "person": "P2"}),
    ("confirm", "post"): Row({"seller", *WINDOW}, SEES_CASE),
    ("materials", "post"): Row(PARTIES, SEES_CASE, "file"),
    ("pre-review", "post"): Row({"buyer", *WINDOW}, SEES_CASE),
    ("submit", "post"): Row({"buyer", *WINDOW}, SEES_CASE),
    ("accept", "post"): Row(WINDOW, SEES_CASE),
    ("request-correction", "post"): Row(WINDOW, SEES_CASE, GAPS),
    ("refuse", "post"): Row(WINDOW, SEES_CASE, {"reason": "Not ours.", "remedy": "Appeal."}),
    ("supplement", "post"): Row({"buyer", *WINDOW}, SEES_CASE),
    ("withdraw", "post"): Row(PARTIES, SEES_CASE),
    ("timeline", "get"): Row(SEES_CASE, SEES_CASE),
    ("proof", "get"): Row({*PARTIES, "auditor"}, SEES_CASE),
    ("hand-over", "post"): Row(HALL, SEES_CASE),
    ("ratings", "post"): Row(PARTIES, SEES_CASE, {"grade": 1}),
    ("tasks", "get"): Row(SIGNED_IN),
    ("task", "get"): Row(SEES_TASK, SEES_TASK),
    ("task-file", "get"): Row({"reviewer", "system", *WINDOW}, SEES_TASK),
    ("claim", "post"): Row(DESK, SEES_TASK),
    ("release", "post"): Row(DESK, SEES_TASK),
    ("decide", "post"): Row(DESK, SEES_TASK, {"decision": "refuse", "opinion": "No."}),
    ("ask", "post"): Row(DESK, SEES_TASK, GAPS),
    ("suspend", "post"): Row(DESK, SEES_TASK, {"kind": "hearing", "basis": "x", "planned_days": 1}),
    ("resume", "post"): Row(DESK, SEES_TASK),
    ("reassign", "post"): Row({"supervisor"}, SEES_TASK, {"to": "reviewer-d-zjj", "reason": "Ill."}),
}


def routes() -> Iterator[tuple[str, str, str]]:
    """Name, method and pattern of everything under /api/v1/."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern | URLResolver)
        view = pattern.callback.cls
        for method in ("get", "post", "put", "patch", "delete"):
            if hasattr(view, method):
                yield pattern.name, method, str(pattern.pattern)


def test_every_route_has_its_row():
    assert {(name, method) for name, method, _pattern in routes()} == set(TABLE)


@pytest.fixture
def review(at, buyer, seller):
    """A case in review, at the main hall."""
    return ok(buyer.get(f"cases/{accepted(buyer, seller)['id']}/"))


def address(pattern: str, case: dict[str, Any]) -> str:
    """The route filled in with this case, its task M01, its contract and its seller."""
    places = {
        "<uuid:ref>": task_of(case, "M01")["id"],
        "<uuid:file_id>": case["materials"][0]["id"],
        "<ref:ref>": case["id"],
        "<ref:party_id>": str(party_id(case, "seller")),
        "<ref:identifier>": "X",
        "<ref:code>": "OT1" if pattern.startswith("one") else "M01",
    }
    for place, value in places.items():
        pattern = pattern.replace(place, value)
    return pattern


def call(caller: Caller, method: str, path: str, body: Any) -> Any:
    """One call with a valid body, whose effect is taken back."""
    options: dict[str, Any] = {"headers": {"Idempotency-Key": new_key()}}
    if body == "file":
        upload = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
        body, options["format"] = {"material": "M-CONTRACT", "file": [upload]}, "multipart"
    if method == "get":
        body, options["format"] = None, None
    with transaction.atomic():
        answer = caller.call(method, path, body, **options)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_table_says_and_nothing_else(review, as_, role):
    caller = as_(ROLES[role]) if ROLES[role] else Caller()
    wrong = []
    for name, method, pattern in routes():
        row = TABLE[name, method]
        answer = call(caller, method, address(pattern, review), row.body)
        expected = row.expected(role)
        status = 200 if answer.status_code not in (401, 403, 404, 500) else answer.status_code
        if status != expected:
            wrong.append(f"{method} {name}: {answer.status_code}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("path", ["cases/{id}/", "cases/{id}/timeline/", "tasks/{task}/"])
def test_what_is_not_yours_answers_like_what_does_not_exist(review, stranger, path):
    nothing = "01890000-0000-7000-8000-000000000000"
    foreign = stranger.get(path.format(id=review["id"], task=task_of(review, "M01")["id"])).json()
    absent = stranger.get(path.format(id=nothing, task=nothing)).json()
    assert {**foreign, "trace_id": ""} == {**absent, "trace_id": ""}


def test_the_number_of_a_case_opens_it_no_more_than_its_id(review, buyer, stranger):
    assert buyer.get(f"cases/{review['number']}/").json()["id"] == review["id"]
    assert stranger.get(f"cases/{review['number']}/").status_code == 404


def test_lists_show_each_what_is_theirs(review, as_):
    def seen(username: str, path: str) -> int:
        return len(as_(username).get(path).json()["results"])

    cases = {role: seen(name, "cases/") for role, name in ROLES.items() if name}
    assert {role for role, count in cases.items() if count} == SEES_CASE
    tasks = {role: seen(name, "tasks/") for role, name in ROLES.items() if name}
    assert tasks["reviewer"] == tasks["system"] == tasks["reviewer of another matter"] == 1
    assert tasks["clerk"] == tasks["supervisor"] == 3
    assert tasks["buyer"] == tasks["clerk elsewhere"] == tasks["administrator"] == 0
