"""The interface describes itself rightly, and the probes answer."""

import re
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from django.utils import timezone

from core.models import Heartbeat
from ledger import relay
from tests.api.caller import Caller, ok
from tests.api.steps import completed, decide, drafted, task_of
from tests.journeys.helpers import PDF

pytestmark = pytest.mark.django_db
PROBLEMS = {"400", "401", "404", "422"}


@pytest.fixture
def described(anybody) -> dict[str, Any]:
    return ok(anybody.call("get", "schema/?format=json", format=None))


def test_the_description_is_valid_and_without_a_doubt(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))


def test_every_operation_tells_its_problems(described):
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            missing = PROBLEMS - operation["responses"].keys()
            assert not missing, (method, path, missing)
            assert operation["summary"], (method, path)
            if method != "get" and operation.get("requestBody"):
                assert "409" in operation["responses"], (method, path)


def operation(described: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    for template, operations in described["paths"].items():
        shape = re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template).replace(r"\{", "{").replace(r"\}", "}"))
        shape = re.sub(r"\{[^}]*\}", "[^/]+", shape)
        if re.fullmatch(shape, f"/api/v1/{path}") and method in operations:
            return operations[method]
    raise AssertionError(f"{method} {path} is not described")


def conforms(described: dict[str, Any], method: str, path: str, answer: Any) -> None:
    told = operation(described, method, path)["responses"][str(answer.status_code)]["content"]
    [schema] = [kind["schema"] for kind in told.values()]
    whole = {**schema, "components": described["components"]}
    jsonschema.validate(answer.json(), whole, cls=jsonschema.Draft202012Validator)


def test_answers_are_as_described(at, as_, buyer, seller, clerk, anybody, described):
    def check(caller: Caller, method: str, path: str, body: Any = None) -> Any:
        act = caller.get(path) if method == "get" else getattr(caller, method)(path, body or {})
        conforms(described, method, path, act)
        return act.json()

    case = completed(buyer, seller)
    here = f"cases/{case['id']}/"
    check(buyer, "get", "cases/")
    check(buyer, "post", "cases/", {"one_thing": "OT1"})
    check(buyer, "patch", here, {"form": {"homes_owned_count": 1}})
    conforms(described, "post", f"{here}materials/", buyer.upload(case["id"], "M-CONTRACT", PDF))
    check(buyer, "post", f"{here}submit/")
    check(buyer, "post", f"{here}submit/")
    review = check(clerk, "post", f"{here}accept/")
    for matter in ("M01", "M02", "M03"):
        ok(decide(review, matter))
    relay.drain_all()
    check(as_("reviewer-d-zjj"), "get", "tasks/")
    check(as_("reviewer-d-zjj"), "get", f"tasks/{task_of(review, 'M01')['id']}/")
    for caller in (buyer, seller, clerk, as_("supervisor1"), as_("reviewer-d-swj")):
        check(caller, "get", here)
        check(caller, "get", f"{here}timeline/")
    check(buyer, "get", f"{here}proof/")
    check(as_("exit1"), "post", f"{here}hand-over/")
    check(buyer, "post", f"{here}ratings/", {"grade": 1})
    for path in ("matters/", "matters/M01/", "one-things/", "one-things/OT1/"):
        check(anybody, "get", path)
    check(anybody, "post", "one-things/OT1/compose/")


def test_a_draft_is_as_described_too(at, buyer, described):
    case = drafted(buyer)
    conforms(described, "get", f"cases/{case['id']}/", buyer.get(f"cases/{case['id']}/"))


def test_the_page_for_people_brings_everything_itself(anybody):
    page = anybody.call("get", "/api/docs/", format=None)
    assert page.status_code == 200
    html = page.content.decode()
    assert "https://" not in html
    assert not re.search(r"<script(?![^>]*src=)[^>]*>\s*\S", html), "no inline script"
    assert "script-src" not in page["Content-Security-Policy"]
    assert "default-src 'self'" in page["Content-Security-Policy"]
    script = anybody.call("get", "/api/docs/?script=", format=None)
    assert "/api/v1/schema/" in script.content.decode()


def test_the_process_says_that_it_lives(client):
    assert client.get("/livez").json() == {"status": "ok"}
    assert client.post("/livez").status_code == 405


def test_health_needs_a_worker_that_answers(client):
    ill = client.get("/healthz")
    assert ill.status_code == 503
    assert ill.json()["checks"]["worker"] == "no heartbeat"
    Heartbeat.objects.create(process="worker", at=timezone.now())
    well = client.get("/healthz")
    assert (well.status_code, well.json()["status"]) == (200, "ok"), well.json()
    assert set(well.json()["checks"]) >= {"database", "broker", "migrations", "worker"}
