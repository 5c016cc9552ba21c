"""Values that a rule kept elsewhere guarantees."""

import pytest

from core.values import present


@pytest.mark.parametrize("value", ["", 0, False, [], "a day"])
def test_what_is_there_is_handed_on_even_when_it_is_empty(value: object) -> None:
    assert present(value, "the day") is value


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="the day is missing"):
        present(None, "the day")
