"""What an identity provider says becomes a person, or a refusal: a table."""

import pytest

from accounts.assurance import Level, required_level
from accounts.consents import standing
from core.errors import BadInput
from portal.identity.claims import identified_by

NAMES = {"id_number": "idcard", "level": "acr", "mobile": "phone_number"}
LEVELS = {"L1": 1, "L2": 2, "L3": 3}
RIGHT = "11010519491231002X"


def identified(**claims):
    return identified_by({"idcard": RIGHT, "name": "王小明", **claims}, NAMES, LEVELS)


def test_a_person_is_told_by_number_and_name():
    found = identified(phone_number=" 13812341234 ")
    assert (found.id_kind, found.id_number, found.name) == ("resident_id", RIGHT, "王小明")
    assert found.mobile == "13812341234"


@pytest.mark.parametrize(
    ("said", "level"),
    [({}, Level.REAL_NAME), ({"acr": "L3"}, Level.REAL_PERSON), ({"acr": "L1"}, 1), ({"acr": "own"}, 1)],
)
def test_a_level_nobody_counted_is_worth_a_password(said, level):
    assert identified(**said).level == level


@pytest.mark.parametrize(
    "claims",
    [
        {"idcard": ""},
        {"idcard": "110105194912310021"},
        {"idcard": None},
        {"idcard": ["a"]},
        {"id_kind": "none_yet"},
        {"id_kind": "passport", "idcard": "P" * 41},
        {"id_kind": "horse"},
    ],
)
def test_a_number_that_can_not_be_right_is_refused(claims):
    with pytest.raises(BadInput):
        identified(**claims)


def test_a_passport_has_no_check_digit():
    assert identified(id_kind="passport", idcard="e12345678").id_number == "E12345678"


def test_a_wrong_credit_code_names_no_company():
    assert identified(uscc="91330100799655058C").uscc == ""


@pytest.mark.parametrize(
    ("handbooks", "level"), [([{}], 1), ([{"assurance": 3}, {}], 3), ([], 1), ([{"assurance": 2}], 2)]
)
def test_the_strictest_matter_of_a_bundle_decides(handbooks, level):
    assert required_level(handbooks, 1) == level


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([], set()),
        ([("given", ["a", "b"])], {"a", "b"}),
        ([("given", ["a", "b"]), ("withdrawn", ["a"])], {"b"}),
        ([("given", ["a"]), ("withdrawn", ["a"]), ("given", ["a"])], {"a"}),
        ([("notice", [])], set()),
    ],
)
def test_what_stands_follows_from_the_rows_in_order(rows, left):
    assert standing(rows) == left
