"""Rule O1, by a table."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters.jsonlogic import MAX_DEPTH, evaluate, holds, same, variables

SITUATION = {"kind": "person", "services": ["a", "b"], "none": None, "count": 3, "text": "3"}
FORM = {"area": 60.0, "zero": 0, "empty": "", "off": False, "on": True}

TABLE = [
    (None, True),
    (True, True),
    (False, False),
    ({"==": [{"var": "situation.kind"}, "person"]}, True),
    ({"==": [{"var": "situation.count"}, 3.0]}, True),
    ({"==": [{"var": "situation.text"}, 3]}, False),
    ({"==": [{"var": "form.on"}, 1]}, False),
    ({"==": [{"var": "form.off"}, 0]}, False),
    ({"==": [{"var": "situation.absent"}, None]}, True),
    ({"!=": [{"var": "situation.absent"}, "no"]}, True),
    ({"!=": [{"var": "situation.kind"}, "person"]}, False),
    ({">": [{"var": "form.area"}, 50]}, True),
    ({">=": [{"var": "form.area"}, 60]}, True),
    ({"<": [{"var": "form.area"}, 60]}, False),
    ({"<=": [{"var": "form.area"}, 60]}, True),
    ({">": [{"var": "situation.text"}, 1]}, False),
    ({"<": [{"var": "situation.absent"}, 1]}, False),
    ({">=": [{"var": "form.on"}, 0]}, False),
    ({"in": ["a", {"var": "situation.services"}]}, True),
    ({"in": ["c", {"var": "situation.services"}]}, False),
    ({"in": ["per", {"var": "situation.kind"}]}, False),
    ({"in": [{"var": "situation.kind"}, ["person", "company"]]}, True),
    ({"in": [{"var": "situation.count"}, [3.0]]}, True),
    ({"and": [True, {"!": [{"var": "form.zero"}]}]}, True),
    ({"and": [True, {"var": "form.empty"}]}, False),
    ({"or": [{"var": "form.off"}, {"var": "situation.none"}]}, False),
    ({"or": [{"var": "form.off"}, {"var": "situation.services"}]}, True),
    ({"!": {"var": "situation.absent"}}, True),
    ({"!": [[]]}, True),
]


@pytest.mark.parametrize(("condition", "expected"), TABLE, ids=lambda value: str(value)[:60])
def test_a_condition_holds_as_rule_o1_says(condition: Any, expected: bool) -> None:
    assert holds(condition, SITUATION, FORM) is expected


def test_values_of_wrong_types_make_a_comparison_false_and_never_an_error() -> None:
    for odd in ({"a": 1}, [[1]], True, "5", None):
        assert not holds({">": [{"var": "form.x"}, 1]}, {}, {"x": odd})
        assert not holds({"in": ["a", {"var": "form.x"}]}, {}, {"x": odd})


def test_a_bottomless_condition_is_null_below_the_deepest_level() -> None:
    logic: Any = True
    for _ in range(100_000):
        logic = {"!": [logic]}
    assert evaluate(logic, {}) in (True, False)


def test_bottomless_values_compare_as_different() -> None:
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    assert not same(deep, [deep])


def test_variables_are_named_once_in_order() -> None:
    condition = {"and": [{"==": [{"var": "form.b"}, 1]}, {"!": {"var": ["situation.a"]}}, {"var": "form.b"}]}
    assert variables(condition) == ["form.b", "situation.a"]


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(left=json_values, right=json_values)
def test_equality_is_symmetric_and_every_value_equals_itself(left: Any, right: Any) -> None:
    assert same(left, left)
    assert same(left, right) == same(right, left)


@given(logic=json_values, situation=json_values)
def test_no_expression_and_no_answer_is_an_error(logic: Any, situation: Any) -> None:
    holds(logic, situation if isinstance(situation, dict) else {"x": situation}, {})
    assert MAX_DEPTH < 100
