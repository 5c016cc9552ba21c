"""Two clocks at once, as after a careless deployment: every timer and sweep is rung twice, done once."""

from tests.faults.errands import Errand
from tests.faults.house import House
from tests.faults.oracle import Effects, Oracle
from tests.faults.patience import until


def test_two_beats_at_once_do_no_harm(
    house: House, errand: Errand, oracle: Oracle, undisturbed: Effects
) -> None:
    with house.second_beat() as rings:
        until(rings, seconds=30)
        errand.lived()
        oracle.settled([errand], undisturbed)
