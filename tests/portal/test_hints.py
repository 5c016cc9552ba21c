"""What stands above a box says what is true of it."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from matters.composing.parts import FieldRow
from portal.citizen.questions import Group, field_rows


@pytest.mark.parametrize(
    ("help_zh", "hint"),
    [("系统带出，请核对", "No record was found; please fill it in."), ("如实填写", "As it is")],
)
def test_a_box_to_type_in_speaks_of_no_record_that_was_found(help_zh: str, hint: str) -> None:
    element = {
        "id": "months",
        "name": {"zh": "月数", "en": "Months"},
        "help": {"zh": help_zh, "en": "As it is"},
        "type": "integer",
        "options": [],
    }
    sources = SimpleNamespace(elements={"months": element})
    composition = SimpleNamespace(errand=SimpleNamespace(sources=sources))
    group = Group("g", "", (FieldRow("months", True, False, ()),))
    with override("en"):
        rows = field_rows(group, composition, {}, sources={}, providers={}, errors={})  # type: ignore[arg-type]
    assert rows[0]["hint"] == hint
