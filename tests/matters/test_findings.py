"""Every finding has a name and a place: the demo city spoiled in one spot at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matters.linting import lint_folder

Change = Callable[[Any], Any]


def setting(*steps: Any, to: Any) -> Change:
    """A change that puts a value at a place of the document."""

    def change(document: Any) -> None:
        place = document
        for step in steps[:-1]:
            place = place[step]
        place[steps[-1]] = to

    return change


def adding(*steps: Any, item: Any) -> Change:
    """A change that appends to a list of the document."""

    def change(document: Any) -> None:
        place = document
        for step in steps:
            place = place[step]
        place.append(item)

    return change


def both(*changes: Change) -> Change:
    def change(document: Any) -> None:
        for one in changes:
            one(document)

    return change


def text(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": "x"}


M01, OT1 = "matters/M01.json", "one_things/OT1.json"
EDGE_BACK = {
    "from": "M03",
    "to": "M01",
    "gate": "before_decide",
    "payload": [],
    "label": text("回"),
    "data_item": None,
    "applicant_time": None,
    "basis": None,
}


def var(name: str) -> dict[str, str]:
    return {"var": name}


SPOILED: list[tuple[str, Change, str, str]] = [
    (M01, setting("promised_limit", "unit", to="fortnight"), "SCHEMA", "/promised_limit/unit"),
    (M01, setting("effective_from", to="2026-02-30"), "SCHEMA", "/effective_from"),
    (M01, setting("effective_to", to="2020-01-01"), "SCHEMA", "/effective_to"),
    ("departments.json", lambda found: [*found, found[0]], "DUPLICATE_ID", "/24/id"),
    (
        M01,
        lambda found: found["situations"].append(found["situations"][0]),
        "DUPLICATE_ID",
        "/situations/3/id",
    ),
    (OT1, lambda found: found["matters"].append(found["matters"][0]), "DUPLICATE_ID", "/matters/6/matter"),
    (M01, setting("department", to="D-NONE"), "UNKNOWN_REF", "/department"),
    (M01, setting("windows", 0, to="W-NONE"), "UNKNOWN_REF", "/windows/0"),
    (M01, setting("materials", 1, "material", to="M-NONE"), "UNKNOWN_REF", "/materials/1/material"),
    (M01, setting("materials", 1, "data_item", to="DI-NONE"), "UNKNOWN_REF", "/materials/1/data_item"),
    (M01, setting("materials", 1, "basis", "law", to="L-NONE"), "UNKNOWN_REF", "/materials/1/basis/law"),
    (
        M01,
        setting("conclusion_fields", 0, "element", to="none"),
        "UNKNOWN_REF",
        "/conclusion_fields/0/element",
    ),
    (OT1, setting("edges", 5, "to", to="M06"), "UNKNOWN_REF", "/edges/5/to"),
    ("halls.json", setting(1, "parent", to="H-NONE"), "UNKNOWN_REF", "/1/parent"),
    ("halls.json", setting(1, "area", to="339981999"), "UNKNOWN_REF", "/1/area"),
    ("knowledge.json", setting(1, "about", to="M99"), "UNKNOWN_REF", "/1/about"),
    ("elements.json", setting(0, "prefill", "field", to="none"), "UNKNOWN_REF", "/0/prefill/field"),
    (
        "organisations.json",
        setting(0, "legal_representative", to="P99"),
        "UNKNOWN_REF",
        "/0/legal_representative",
    ),
    ("departments.json", setting(1, "uscc", to="113399810020000128"), "DUPLICATE_ID", "/1/uscc"),
    ("laws.json", setting(0, "id", to="L" * 41), "SCHEMA", "/0/id"),
    ("departments.json", setting(0, "uscc", to="113399810020000129"), "CODE", "/0/uscc"),
    ("people.json", setting(0, "id_number", to="339981195203150011"), "CODE", "/0/id_number"),
    ("people.json", setting(0, "birth_date", to="1952-03-16"), "CODE", "/0/id_number"),
    (M01, setting("basic_code", to="331004001999"), "CODE", "/implementation_code"),
    ("areas.json", setting(1, "villages", 0, "code", to="339981009001"), "CODE", "/1/villages/0/code"),
    ("departments.json", setting(0, "consult_phone", to="8000001"), "PHONES", "/0/consult_phone"),
    ("departments.json", setting(0, "complaint_phone", to="0500-8000001"), "PHONES", "/0/complaint_phone"),
    ("calendar.json", setting("years", 1, "holidays", 0, to="2025-01-01"), "CALENDAR", "/years/1/holidays/0"),
    (
        "calendar.json",
        setting("years", 1, "makeup_workdays", 0, to="2026-01-05"),
        "CALENDAR",
        "/years/1/makeup_workdays/0",
    ),
    ("calendar.json", setting("minutes_per_workday", to=480), "CALENDAR", "/minutes_per_workday"),
    (M01, setting("fee", "charged", to=True), "FEE", "/fee/items"),
    (M01, setting("fee", "online_payment", to=True), "FEE", "/fee/online_payment"),
    (OT1, setting("matters", 3, "role", to="required"), "ROLE", "/matters/3/role"),
    (M01, adding("parties", 1, "states", item="sign_record_no"), "ROLE", "/parties/1/states/3"),
    (
        "elements.json",
        setting(0, "options", to=[{"value": "a", "zh": "a", "en": "a"}]),
        "ELEMENT",
        "/0/options",
    ),
    ("elements.json", setting(0, "constraints", "min", to=3), "ELEMENT", "/0/constraints/min"),
    (M01, setting("result", "data_effect", to=None), "RESULT_DATA", "/result/data_effect"),
    (OT1, adding("parallel_start", item="M05"), "PARALLEL_START", "/parallel_start/2"),
    (OT1, adding("parallel_start", item="M06"), "PARALLEL_START", "/parallel_start/2"),
    (
        M01,
        setting("accept_conditions", 0, to=text("法律法规规定的其他条件")),
        "CATCH_ALL",
        "/accept_conditions/0/zh",
    ),
    (
        M01,
        setting("accept_conditions", 0, to=text("提交发票等材料")),
        "VAGUE_HARD",
        "/accept_conditions/0/zh",
    ),
    (M01, setting("faq", 0, "answer", to=text("请提供相关证明")), "VAGUE_HARD", "/faq/0/answer/zh"),
    ("materials.json", setting(2, "name", to=text("其他材料")), "VAGUE_HARD", "/2/name/zh"),
    ("elements.json", setting(2, "help", to=text("必要时填写")), "VAGUE_SOFT", "/2/help/zh"),
    (M01, setting("name", to=text("原则上办理")), "VAGUE_SOFT", "/name/zh"),
    (M01, setting("materials", 3, "basis", to=None), "NO_LEGAL_BASIS", "/materials/3/basis"),
    (
        "matters/M14.json",
        setting("promised_limit", "value", to=21),
        "PROMISE_EXCEEDS_STATUTE",
        "/promised_limit",
    ),
    (OT1, adding("edges", item=EDGE_BACK), "CYCLE", "/edges"),
    (M01, setting("type", to="02"), "ONCE_LIST_TYPE", "/in_once_list"),
    (M01, setting("initiation", to="ex_officio"), "ONCE_LIST_TYPE", "/in_once_list"),
    ("negative_list.json", setting(0, "matter", to="M01"), "ONCE_LIST_TYPE", "/in_once_list"),
    ("ex_officio.json", setting(0, "in_once_list", to=True), "ONCE_LIST_TYPE", "/0/in_once_list"),
    ("matters/M03.json", setting("onsite_visits_max", to=2), "ONCE_LIST_VISITS", "/onsite_visits_max"),
    (M01, setting("promised_limit", to={"value": 2, "unit": "workday"}), "HANDLING_LIMIT", "/promised_limit"),
    (M01, setting("review_type", to="review_then_approve"), "HANDLING_LIMIT", "/review_type"),
    ("matters/M03.json", setting("online_depth", to="IV"), "DEPTH_VISITS", "/onsite_visits_max"),
    ("matters/M03.json", setting("onsite_reason", to=None), "VISITS_REASON", "/onsite_reason"),
    (M01, setting("onsite_reason", to=text("核验")), "VISITS_REASON", "/onsite_reason"),
    (M01, setting("materials", 1, "necessity", to="3"), "NECESSITY", "/materials/1/tolerance_workdays"),
    (M01, setting("materials", 2, "necessity", to="2"), "NECESSITY", "/materials/2/needed_if"),
    (
        "matters/M06.json",
        lambda found: (
            [line.update(necessity="3", tolerance_workdays=5) for line in found["materials"]] and None
        ),
        "NO_MAIN_MATERIAL",
        "/materials",
    ),
    (
        M01,
        setting("materials", 1, "needed_if", to={"and": [{"like": [1, 2]}]}),
        "LOGIC_OPERATOR",
        "/materials/1/needed_if",
    ),
    (
        M01,
        setting("materials", 1, "needed_if", to={"xor": [1, 2]}),
        "LOGIC_OPERATOR",
        "/materials/1/needed_if",
    ),
    (M01, setting("materials", 1, "needed_if", to={"==": [1]}), "LOGIC_OPERATOR", "/materials/1/needed_if"),
    (
        M01,
        setting("materials", 1, "needed_if", to={"==": [var("situation.none"), "a"]}),
        "LOGIC_UNKNOWN_QUESTION",
        "/materials/1/needed_if",
    ),
    (
        M01,
        setting("form", 0, "fields", 0, "visible_if", to={"==": [var("form.sign_record_no"), "a"]}),
        "LOGIC_UNKNOWN_ELEMENT",
        "/form/0/fields/0/visible_if",
    ),
    (
        M01,
        setting("materials", 1, "needed_if", to={"==": [var("situation.applicant_kind"), "ghost"]}),
        "LOGIC_BAD_OPTION",
        "/materials/1/needed_if",
    ),
    (
        M01,
        setting("materials", 1, "needed_if", to={"in": [var("form.delivery_method"), ["courier", "pigeon"]]}),
        "LOGIC_BAD_OPTION",
        "/materials/1/needed_if",
    ),
    (OT1, setting("preset_answers", 0, "value", to="ghost"), "LOGIC_BAD_OPTION", "/preset_answers/0/value"),
    (
        OT1,
        setting("preset_answers", 0, "question", to="ghost"),
        "LOGIC_UNKNOWN_QUESTION",
        "/preset_answers/0/question",
    ),
    (
        "matters/M02.json",
        setting("situations", 0, "text", to=text("？")),
        "QUESTION_MISMATCH",
        "/situations/0",
    ),
    (
        "matters/M06.json",
        adding(
            "situations",
            item={
                "id": "idle",
                "text": text("？"),
                "multiple": False,
                "options": [{"value": "a", "zh": "a", "en": "a"}, {"value": "b", "zh": "b", "en": "b"}],
            },
        ),
        "UNUSED_QUESTION",
        "/situations/",
    ),
    (
        OT1,
        setting("edges", 0, "payload", 0, "from_element", to="seller_name"),
        "PAYLOAD",
        "/edges/0/payload/0/from_element",
    ),
    (
        OT1,
        setting("edges", 0, "payload", 0, "to_element", to="sign_record_no"),
        "PAYLOAD",
        "/edges/0/payload/0/to_element",
    ),
    ("rules.json", setting("vague_terms", "hard_patterns", 0, to="("), "SCHEMA", "/vague_terms"),
]


@pytest.fixture(autouse=True)
def _small(small_folder: Path) -> None:
    """Judging ten matters shows what judging fifty does."""


def test_the_demo_city_has_no_findings(linjiang_folder: Path) -> None:
    assert lint_folder(linjiang_folder)[1] == []


@pytest.mark.parametrize(
    ("file", "change", "code", "path"), SPOILED, ids=[f"{row[2]} {row[0]}{row[3]}" for row in SPOILED]
)
def test_a_fault_is_named_at_its_place(
    file: str, change: Change, code: str, path: str, edit: Callable[..., Path]
) -> None:
    found = lint_folder(edit(file, change))[1]
    assert any(f.code == code and f.path.startswith(path) for f in found), found
    assert all(
        f.level == ("warning" if f.code in {"VAGUE_SOFT", "UNUSED_QUESTION"} else "error") for f in found
    )


def test_every_code_of_the_catalogue_format_is_covered() -> None:
    codes = {row[2] for row in SPOILED}
    assert codes == {
        *("SCHEMA", "DUPLICATE_ID", "UNKNOWN_REF", "CODE", "PHONES", "CALENDAR", "FEE", "ROLE", "ELEMENT"),
        *("RESULT_DATA", "PARALLEL_START", "CATCH_ALL", "VAGUE_HARD", "VAGUE_SOFT", "NO_LEGAL_BASIS"),
        *("PROMISE_EXCEEDS_STATUTE", "CYCLE", "ONCE_LIST_TYPE", "ONCE_LIST_VISITS", "HANDLING_LIMIT"),
        *("DEPTH_VISITS", "VISITS_REASON", "NECESSITY", "NO_MAIN_MATERIAL", "LOGIC_OPERATOR"),
        *("LOGIC_UNKNOWN_QUESTION", "LOGIC_UNKNOWN_ELEMENT", "LOGIC_BAD_OPTION", "QUESTION_MISMATCH"),
        *("UNUSED_QUESTION", "PAYLOAD"),
    }


def test_a_catch_all_is_not_also_called_vague(edit: Callable[..., Path]) -> None:
    folder = edit(M01, setting("accept_conditions", 0, to=text("法律法规规定的其他材料等材料，原则上")))
    assert [f.code for f in lint_folder(folder)[1]] == ["CATCH_ALL"]


def test_exempt_words_are_not_vague(edit: Callable[..., Path]) -> None:
    folder = edit(M01, setting("accept_conditions", 0, to=text("同等材料已备齐")))
    assert lint_folder(folder)[1] == []
