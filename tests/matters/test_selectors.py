"""Which version of a day is shown, applied for, and pinned; and the plan that a case keeps."""

import json
from datetime import date
from typing import Any

import pytest

from core.errors import NotFound
from matters.composing.stored import compose, compose_pinned
from matters.models import Handbook
from matters.plan import plan_of
from matters.selectors import (
    handbook_in_force,
    handbook_shown,
    handbooks_pinned,
    one_thing_in_force,
    one_things_listed,
)

DAY = date(2026, 11, 20)


def test_the_handbook_of_a_day_is_found(linjiang: None) -> None:
    assert handbook_in_force("M01", DAY).version == 1
    assert handbook_in_force("M20", date(2020, 1, 1)).matter.code == "M20"


@pytest.mark.parametrize("code", ["M20", "M22", "NONE", "m01", ""])
def test_what_is_not_in_force_is_not_found(code: str, linjiang: None) -> None:
    with pytest.raises(NotFound):
        handbook_in_force(code, DAY)


def test_what_has_ended_is_shown_and_never_applied_for(linjiang: None) -> None:
    handbook = handbook_shown("M20", DAY)
    assert handbook.is_ended(DAY)
    applicable = Handbook.objects.applicable_on(DAY)
    assert applicable.count() == 46
    assert handbook not in applicable
    assert handbook not in Handbook.objects.applicable_on(date(2020, 1, 1))


def test_one_things_in_force_are_listed(linjiang: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        codes = [row.one_thing.code for row in one_things_listed(DAY)]
    assert codes == [f"OT{n}" for n in range(1, 8)]
    with pytest.raises(NotFound):
        one_thing_in_force("OT1", date(2025, 12, 31))


def test_pins_name_the_version_of_the_day_for_every_matter(linjiang: None) -> None:
    version = one_thing_in_force("OT3", DAY)
    pins = handbooks_pinned(version, DAY)
    assert list(pins) == [line["matter"] for line in version.record["matters"]]
    assert pins["M20"] == handbook_shown("M20", DAY).pk


def test_a_pinned_case_keeps_to_its_versions(linjiang: None) -> None:
    version = one_thing_in_force("OT6", DAY)
    pins = handbooks_pinned(version, DAY)
    newer = Handbook.objects.get(pk=pins["M70"])
    newer.pk, newer.version, newer.published_at = None, 2, None
    newer.record = {**newer.record, "version": 2, "promised_limit": {"value": 1, "unit": "hour"}}
    newer.save()
    kept = {"one_thing_version_id": version.pk, "handbook_id": None, "situation": {}, "form": {}}
    assert compose_pinned(**kept, pins=pins).durations == {"M70": 20}
    assert compose_pinned(**kept, pins={"M70": newer.pk}).durations == {"M70": 60}


def test_a_single_matter_is_pinned_to_itself(linjiang: None) -> None:
    handbook = handbook_in_force("M06", DAY)
    pins = handbooks_pinned(handbook, DAY)
    pinned = compose_pinned(
        one_thing_version_id=None, handbook_id=handbook.pk, pins=pins, situation={}, form={}
    )
    assert pinned.answer() == compose(handbook, {}, {}).answer()


def test_the_plan_freezes_tasks_edges_and_limits(linjiang: None) -> None:
    situation = {"buyer_loan": "yes", "house_services": ["utilities"]}
    plan = plan_of(compose(one_thing_in_force("OT1", DAY), situation, {}))
    assert json.loads(json.dumps(plan)) == plan
    assert (plan["errand"], plan["version"], plan["joint_workdays"]) == ("OT1", 1, None)
    tasks = {task["matter"]: task for task in plan["tasks"]}
    assert list(tasks) == ["M01", "M02", "M03", "M04", "M05"]
    assert [task["required"] for task in tasks.values()] == [True, True, True, False, False]
    assert tasks["M03"]["handbook_id"] == handbook_in_force("M03", DAY).pk
    assert tasks["M03"]["department_id"] == handbook_in_force("M03", DAY).department_id
    assert {"contract_no", "tax_receipt_no"} <= set(tasks["M03"]["delivered"])
    gates = {(edge["from"], edge["to"]): edge["gate"] for edge in plan["edges"]}
    assert gates["M03", "M01"] == "notify_after"
    assert gates["M03", "M05"] == "before_start"
    assert ("M03", "M70") not in gates
    assert plan["archive_departments"] == ["D-ZJJ", "D-SWJ", "D-ZGJ", "D-GYS"]


def test_two_licences_share_the_joint_limit(linjiang: None) -> None:
    situation = {"venue_public": "yes", "drains_to_network": "yes"}
    composition = compose(one_thing_in_force("OT2", DAY), situation, {})
    legal = composition.answer()["statutory"]
    assert bool(plan_of(composition)["joint_workdays"]) == legal["joint_limit_applies"]


def test_a_single_matter_has_a_plan_of_one_task(linjiang: None) -> None:
    plan = plan_of(compose(handbook_in_force("M14", DAY), {}, {}))
    assert (plan["errand"], plan["version"], len(plan["tasks"]), plan["edges"]) == ("M14", 1, 1, [])
