"""A call made from an older version is told so."""

import pytest

from tests.api.caller import ok, refused
from tests.api.steps import accepted, drafted, task_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["{}", '"{}"', 'W/"{}"'])
def test_a_call_from_the_version_that_stands_goes_through(buyer, form):
    case = drafted(buyer)
    change = {"form": {"declared_price": 1_680_000}}
    answer = buyer.patch(f"cases/{case['id']}/", change, **{"If-Match": form.format(case["version"])})
    assert ok(answer)["version"] == case["version"] + 1


def test_a_call_from_an_older_version_is_stale(buyer):
    case = drafted(buyer)
    ok(buyer.patch(f"cases/{case['id']}/", {"form": {"declared_price": 1}}))
    answer = buyer.patch(
        f"cases/{case['id']}/", {"form": {"declared_price": 2}}, **{"If-Match": str(case["version"])}
    )
    assert refused(answer, 409, "stale")["version"] == case["version"] + 1
    assert ok(buyer.get(f"cases/{case['id']}/"))["form"]["declared_price"] == 1


def test_a_version_that_is_no_number_is_refused(buyer):
    case = drafted(buyer)
    refused(buyer.patch(f"cases/{case['id']}/", {"form": {}}, **{"If-Match": "abc"}), 400, "bad_version")


def test_a_task_carries_its_cases_version(at, as_, buyer, seller):
    case = accepted(buyer, seller)
    path = f"tasks/{task_of(case, 'M01')['id']}/claim/"
    claimed = ok(as_("reviewer-d-zjj").post(path, {}, **{"If-Match": str(case["version"])}))
    assert claimed["version"] == case["version"] + 1
    refused(as_("reviewer-d-zjj").post(path, {}, **{"If-Match": str(case["version"])}), 409, "stale")
