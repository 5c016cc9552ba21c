"""Check digits and masks."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import identity

CITY = Path(__file__).parent.parent.parent / "catalogue" / "linjiang"


def test_the_vectors_of_the_standard_hold() -> None:
    assert identity.is_citizen_id("34052419800101001X")
    assert identity.is_citizen_id("339981195203150012")
    assert identity.is_uscc("91350100M000100Y43")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "34052419800101001x",  # the X is a capital
        "340524198001010010",  # wrong check digit
        "３４０５２４１９８００１０１００１X",  # full-width digits
        "339981195202300019",  # 30 February
        "3399811952031500_2",
        "\x00" * 18,
    ],
)
def test_what_is_no_identity_number_is_refused(value: str) -> None:
    assert not identity.is_citizen_id(value)


@pytest.mark.parametrize(
    "value", ["", "91350100M000100Y44", "91350100I000100Y43", "9135010AM000100Y43", "王" * 18]
)
def test_what_is_no_credit_code_is_refused(value: str) -> None:
    assert not identity.is_uscc(value)


def test_a_village_collective_has_letters_in_front() -> None:
    body = "N2339981MF1234567"
    assert sum(identity.is_uscc(body + last) for last in sorted(identity.USCC_LETTERS)) == 1


def test_every_number_of_the_demo_city_is_valid() -> None:
    people = json.loads((CITY / "people.json").read_text(encoding="utf-8"))
    organisations = json.loads((CITY / "organisations.json").read_text(encoding="utf-8"))
    assert all(identity.is_citizen_id(person["id_number"]) for person in people)
    assert all(identity.is_uscc(organisation["uscc"]) for organisation in organisations)


@given(st.integers(0, 16), st.characters(codec="ascii", categories=["Nd"]))
def test_any_changed_digit_is_found(place: int, digit: str) -> None:
    number = "339981195203150012"
    changed = number[:place] + digit + number[place + 1 :]
    assert identity.is_citizen_id(changed) == (changed == number)


@pytest.mark.parametrize(
    ("name", "masked"), [("王小明", "王*明"), ("王明", "王*"), ("欧阳小明", "欧**明"), ("王", "王"), ("", "")]
)
def test_names_keep_their_ends(name: str, masked: str) -> None:
    assert identity.mask_name(name) == masked


def test_numbers_keep_three_in_front_and_four_behind() -> None:
    assert identity.mask_id("339981195203150012") == "339***********0012"
    assert identity.mask_mobile("13812341234") == "138****1234"
    assert identity.mask_mobile("1234567") == "*******"
