"""The exit window says where the results are."""

import pytest

from cases.models import Result
from cases.states import ResultState
from windows.views.shelf import all_with_courier


@pytest.mark.parametrize(
    ("states", "gone"),
    [
        ([], False),
        ([ResultState.PENDING, ResultState.IN_TRANSFER], False),
        ([ResultState.HANDED_OVER], False),
        ([ResultState.IN_TRANSFER, ResultState.HANDED_OVER], True),
    ],
)
def test_results_that_the_courier_has_are_no_longer_being_made(states: list[str], gone: bool) -> None:
    assert all_with_courier([Result(state=state) for state in states]) is gone
