"""What the played department writes into its conclusions fits what the catalogue asks for."""

import json
from pathlib import Path
from typing import Any

import pytest

from cases.values import doubt, fit_to_type
from sandbox.conclusions import decision_for, deed_tax

CATALOGUE = Path(__file__).parent.parent.parent / "catalogue" / "linjiang"
ELEMENTS = {one["id"]: one for one in json.loads((CATALOGUE / "elements.json").read_text(encoding="utf-8"))}
# An ID number is given out by one office alone, with a check digit; the sandbox does not make any up.
NOT_MADE_UP = {"id_number", "uscc"}


def message(matter: dict[str, Any], **known: Any) -> dict[str, Any]:
    fields = []
    for line in matter["conclusion_fields"]:
        element = ELEMENTS[line["element"]]
        options = [option["value"] for option in element["options"]]
        limits = element["constraints"]
        fields.append(
            {"element": element["id"], "required": line["required"], "type": element["type"]}
            | {"options": options, **limits}
        )
    return {"task": "0198", "conclusion_fields": fields, "elements": known, "facts": {}}


@pytest.mark.parametrize("path", sorted((CATALOGUE / "matters").glob("*.json")), ids=lambda path: path.stem)
def test_an_approval_carries_fitting_values_for_every_matter_of_the_catalogue(path: Path):
    matter = json.loads(path.read_text(encoding="utf-8"))
    conclusion = decision_for(message(matter), "approve", "")["conclusion"]
    wanted = {line["element"] for line in matter["conclusion_fields"]}
    assert set(conclusion) == wanted - {"decision_result", "decision_date"}
    for name, value in conclusion.items():
        if ELEMENTS[name]["type"] not in NOT_MADE_UP:
            assert doubt(ELEMENTS[name], fit_to_type(ELEMENTS[name], value)) is None, (name, value)


def test_what_the_application_says_already_is_repeated_and_not_made_up():
    matter = json.loads((CATALOGUE / "matters" / "M03.json").read_text(encoding="utf-8"))
    conclusion = decision_for(message(matter, property_address="望江路18号"), "approve", "")["conclusion"]
    assert conclusion["property_address"] == "望江路18号"


def test_a_refusal_gives_a_reason_and_no_fields():
    assert decision_for({"task": "t"}, "refuse", "")["opinion"]
    assert decision_for({"task": "t"}, "refuse", "no")["conclusion"] == {}


@pytest.mark.parametrize(
    ("homes", "area", "tax"),
    [
        (0, 89.6, 10000),
        (0, 140.01, 15000),
        (1, 140, 10000),
        (1, 141, 20000),
        (2, 90, 30000),
        (None, None, 10000),
    ],
)
def test_deed_tax_follows_homes_and_area(homes: int | None, area: float | None, tax: float):
    known = {"declared_price": 1_000_000, "homes_owned_count": homes, "property_area": area}
    assert deed_tax(known) == tax


def test_deed_tax_without_a_price_is_nothing():
    assert deed_tax({}) == 0
