"""Ages written into the sentences of a handbook, and whom they warn."""

from datetime import date

import pytest

from cases.composing import composition_of
from cases.conditions import AgeLimit, age_limits, age_on, unmet_conditions, warnings
from tests.cast import Cast
from tests.filling import begin

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("sentence", "limits"),
    [
        ("年满六十周岁", [AgeLimit(60, at_least=True)]),
        ("年满18周岁且未满七十五周岁", [AgeLimit(18, at_least=True), AgeLimit(75, at_least=False)]),
        ("年满十周岁", [AgeLimit(10, at_least=True)]),
        ("年龄、身体条件符合规定并考试合格", []),
    ],
)
def test_ages_are_read_from_a_sentence(sentence: str, limits: list[AgeLimit]) -> None:
    assert age_limits(sentence) == limits


@pytest.mark.parametrize(
    ("born", "age"), [(date(1966, 11, 20), 60), (date(1966, 11, 21), 59), (date(2008, 2, 29), 18)]
)
def test_age_is_counted_in_full_years(born: date, age: int) -> None:
    assert age_on(born, TODAY) == age


@pytest.mark.django_db
def test_a_senior_card_warns_whoever_is_too_young_at_their_date_of_birth(cast: Cast) -> None:
    composition = composition_of(begin(cast, "M57"), {})
    assert list(warnings(composition, {"applicant_birth_date": "1990-01-01"}, TODAY)) == [
        "applicant_birth_date"
    ]
    assert list(warnings(composition, {"applicant_id_number": "339981199001010116"}, TODAY)) == [
        "applicant_id_number"
    ]
    assert warnings(composition, {"applicant_birth_date": "1952-03-15"}, TODAY) == {}
    assert warnings(composition, {"applicant_birth_date": "gestern"}, TODAY) == {}


@pytest.mark.django_db
def test_whose_birthday_is_not_known_is_not_warned(cast: Cast) -> None:
    assert unmet_conditions(composition_of(begin(cast, "M57"), {}), None, TODAY) == []
