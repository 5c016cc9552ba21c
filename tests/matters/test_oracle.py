"""Composing agrees with the independent oracle in every figure."""

import json
from pathlib import Path
from typing import Any

import pytest

from matters.composing import Sources, compose_records, labels_of, reasons_of
from matters.composing.stored import compose, compose_pinned
from matters.selectors import handbook_shown, handbooks_pinned, one_thing_in_force

ROOT = Path(__file__).resolve().parent.parent.parent
LINJIANG = ROOT / "catalogue" / "linjiang"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


CASES = read(ROOT / "tests" / "catalogue_oracle" / "oracle.json")["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_figure_of_the_oracle_agrees(case: dict[str, Any], sources: Sources) -> None:
    record = read(LINJIANG / "one_things" / f"{case['one_thing']}.json")
    composition = compose_records(record, sources, case["situation"], case["form"])
    assert composition.answer() == case["answer"]


def test_the_database_gives_the_same_answers_as_the_files(linjiang: None) -> None:
    for case in CASES:
        version = one_thing_in_force(case["one_thing"])
        assert compose(version, case["situation"], case["form"]).answer() == case["answer"], case["id"]


def test_surplus_and_missing_answers_are_accepted(sources: Sources) -> None:
    record = read(LINJIANG / "one_things" / "OT1.json")
    empty = compose_records(record, sources, {}, {}).answer()
    surplus = compose_records(record, sources, {"nonsense": [1]}, {"nonsense": {"a": None}}).answer()
    assert empty == surplus
    assert empty["matters"] == ["M01", "M02", "M03"]


@pytest.mark.parametrize("odd", [None, 1, 1.5, True, [], {}, "x", ["x"], {"deep": [{}]}])
def test_answers_of_wrong_types_never_break_composing(odd: Any, sources: Sources) -> None:
    for file in sorted((LINJIANG / "one_things").glob("*.json")):
        record = read(file)
        asked = {question["id"]: odd for question in record["situations"]}
        answer = compose_records(record, sources, asked, dict.fromkeys(sources.elements, odd)).answer()
        assert json.dumps(answer)


def test_a_single_matter_composes_as_a_one_thing_of_itself(sources: Sources) -> None:
    answer = compose_records(sources.handbooks["M06"], sources, {}, {}).answer()
    assert answer["matters"] == ["M06"]
    assert answer["schedule"] == [{"matter": "M06", "start_minute": 0, "finish_minute": 10}]
    counts = answer["material_counts"]
    assert counts["merged"] == counts["one_by_one"] == len(answer["materials"])


def test_an_ended_matter_still_composes(linjiang: None) -> None:
    assert compose(handbook_shown("M20"), {}, {}).answer()["matters"] == ["M20"]
    then = compose(one_thing_in_force("OT3"), {"scenario_year": "v2017"}, {}).answer()["matters"]
    assert {"M20", "M22"} <= set(then)


def test_everything_named_in_an_answer_has_a_label_and_a_reason(linjiang: None) -> None:
    case = CASES[1]
    composition = compose(one_thing_in_force(case["one_thing"]), case["situation"], case["form"])
    labels, reasons, answer = labels_of(composition), reasons_of(composition), composition.answer()
    named = {*answer["questions"], *answer["matters"], *answer["departments"]}
    named |= {row["material"] for row in answer["materials"]} | {row["element"] for row in answer["fields"]}
    named |= {item for row in answer["materials"] for item in row["data_items"]}
    assert named <= labels.keys()
    assert reasons["matters"]["M04"]["because"] == [{"var": "situation.buyer_loan", "value": "yes"}]
    assert all(line["basis"]["law"] for line in reasons["materials"]["M-ID"])


def test_a_warm_process_composes_without_a_query(
    linjiang: None, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    version = one_thing_in_force("OT5")
    with django_assert_max_num_queries(8):
        compose(version, {}, {})
    with django_assert_num_queries(1):
        compose(version, {}, {})
    pins = handbooks_pinned(version, version.effective_from)
    pinned = {"one_thing_version_id": version.pk, "handbook_id": None, "pins": pins}
    with django_assert_num_queries(0):
        compose_pinned(**pinned, situation={}, form={})
