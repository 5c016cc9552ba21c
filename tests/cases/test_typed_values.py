"""Sloppy input is read, doubtful input is kept and doubted with an example."""

import json
import re
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cases.examples import example_of
from cases.identity_elements import document_kinds, wrong_numbers
from cases.values import doubt, fit_to_type
from core.identity_documents import KINDS, DocumentKind
from tests.cast import LINJIANG

ELEMENTS = {one["id"]: one for one in json.loads((LINJIANG / "elements.json").read_text(encoding="utf-8"))}


def element(kind: str, **constraints: Any) -> dict[str, Any]:
    limits = {"max_length": None, "min": None, "max": None, "pattern": None, **constraints}
    texts = {"zh": "", "en": ""}
    return {"id": "x", "type": kind, "name": texts, "help": texts, "options": [], "constraints": limits}


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("date", "2026年11月18日", "2026-11-18"),
        ("date", "2026 / 1 / 8", "2026-01-08"),
        ("date", "２０２６．１１．１８", "2026-11-18"),
        ("date", "20261118", "2026-11-18"),
        ("area_m2", "３亩", 2000),
        ("area_m2", "89.60 ㎡", 89.6),
        ("area_m2", "89.6平方米", 89.6),
        ("money_cny", "1,680,000", 1680000),
        ("money_cny", "168万元", 1680000),
        ("money_cny", "￥ 1 680 000.50 元", 1680000.5),
        ("integer", "　１２　", 12),
        ("mobile", "+86 138-0000-0003", "13800000003"),
        ("email", "ａ＠b.cn ", "a@b.cn"),
        ("uscc", "9133 9981 ma2dem0178", "91339981MA2DEM0178"),
        ("id_number", "339981 19900101 0116", "339981199001010116"),
        ("id_number", "居民身份证：339981199001010116", "339981199001010116"),
        ("id_number", "passport e12345678", "护照 E12345678"),
        ("person_name", " 王\x00小明 ", "王小明"),
        ("person_name", "𬴂𫍯", "𬴂𫍯"),
        ("address", "　望江路１８号", "望江路１８号"),
    ],
)
def test_what_is_typed_is_read(kind: str, typed: str, kept: Any) -> None:
    one = element(kind)
    assert fit_to_type(one, typed) == kept
    assert doubt(one, kept) is None


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("date", "last week"),
        ("date", "2026-02-30"),
        ("money_cny", "十万"),
        ("integer", "1e999"),
        ("area_m2", "3里"),
    ],
)
def test_what_can_not_be_read_is_kept_as_typed_and_doubted(kind: str, typed: str) -> None:
    one = element(kind)
    assert fit_to_type(one, typed) == typed
    assert doubt(one, typed)


@given(st.text(max_size=60), st.sampled_from(sorted({one["type"] for one in ELEMENTS.values()})))
def test_reading_twice_is_reading_once_and_leaves_nothing_unkeepable(typed: str, kind: str) -> None:
    one = element(kind)
    kept = fit_to_type(one, typed)
    assert fit_to_type(one, kept) == kept
    assert "\x00" not in str(kept)
    doubt(one, kept)


@pytest.mark.parametrize("name", [name for name, one in ELEMENTS.items() if one["constraints"]["pattern"]])
def test_an_example_fits_its_pattern(name: str) -> None:
    pattern = ELEMENTS[name]["constraints"]["pattern"]
    assert re.fullmatch(pattern, example_of(pattern))


@pytest.mark.parametrize("pattern", [r"(?=x)x", r"\bx", "[^0-9]"])
def test_a_pattern_that_is_beyond_us_gives_no_wrong_example(pattern: str) -> None:
    example = example_of(pattern)
    assert example == "" or re.fullmatch(pattern, example)


def test_a_wrong_form_is_answered_with_an_example() -> None:
    with override("en"):
        words = doubt(ELEMENTS["project_code"], "17")
    assert words is not None
    assert "1234-567890-12-34-567890" in words


DOCUMENTS = [
    ("resident_id", "339981199001010116", "339981199001010117"),
    ("passport", "E12345678", "E1"),
    ("hk_macao_permit", "H12345678", "X12345678"),
    ("taiwan_permit", "12345678", "1234567"),
    ("residence_permit", "810000199001010131", "810000199001010132"),
    ("foreign_resident", "USA110085081512", "US110085081512"),
]


@pytest.mark.parametrize(("kind", "right", "wrong"), DOCUMENTS)
def test_each_kind_of_document_has_its_own_check(kind: str, right: str, wrong: str) -> None:
    one = ELEMENTS["applicant_id_number"]
    assert doubt(one, fit_to_type(one, f"{kind} {right}")) is None
    assert doubt(one, fit_to_type(one, f"{kind} {wrong}"))
    assert doubt(one, fit_to_type(one, kind))


def test_a_newborn_needs_no_number_and_a_person_no_credit_code() -> None:
    one = ELEMENTS["insured_id_number"]
    assert doubt(one, fit_to_type(one, "none_yet")) is None
    assert doubt(one, fit_to_type(one, "91339981MA2DEM0178"))


def test_the_seller_s_number_is_checked_though_it_is_plain_text() -> None:
    one = ELEMENTS["seller_id_number"]
    assert document_kinds(one)
    for right in ("339981195203150012", "91339981MA2DEM0178", "护照 E12345678"):
        assert doubt(one, fit_to_type(one, right)) is None
    assert doubt(one, fit_to_type(one, "339981195203150013"))
    assert doubt(one, fit_to_type(one, "17"))


def test_a_number_in_a_list_of_people_is_checked() -> None:
    one = ELEMENTS["shareholder_list"]
    assert doubt(one, "王小明 339981199001010116 50万\n某公司 91339981MA2DEM0178 50万") is None
    assert wrong_numbers("王小明 339981199001010117") == ["339981199001010117"]
    assert doubt(one, "王小明 339981199001010117")


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if kind.example], ids=lambda kind: kind.code
)
def test_the_example_of_a_kind_is_of_that_kind(kind: DocumentKind) -> None:
    assert kind.fits(kind.example)
