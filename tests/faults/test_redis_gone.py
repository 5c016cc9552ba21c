"""Redis frozen, killed and emptied: it is only the doorbell, so the work goes on and nothing is lost."""

import time

from tests.faults.calls import Callers, Journal
from tests.faults.errands import Errand
from tests.faults.house import House
from tests.faults.oracle import Effects, Oracle
from tests.faults.patience import OUTAGE, scaled

LONGEST_ANSWER = 5.0  # seconds that an act may take longer for want of a broker (reliability page, F04)


def test_cases_are_taken_while_redis_is_gone_and_delivered_once_when_it_is_back(
    house: House, callers: Callers, journal: Journal, oracle: Oracle, undisturbed: Effects
) -> None:
    with house.frozen("redis"):
        taken = _apply_for(OUTAGE / 2, callers, journal)
    with house.down("redis"):
        taken += _apply_for(OUTAGE / 2, callers, journal)
    assert journal.longest_try() < scaled(LONGEST_ANSWER)
    house.flush_redis()
    for errand in taken:
        errand.reviewed()
        house.flush_redis()
    oracle.settled(taken, undisturbed)


def _apply_for(seconds: float, callers: Callers, journal: Journal) -> list[Errand]:
    """Cases submitted and accepted one after another, for that long; one of them to be gone on with.

    The others stay where they are: they add to what has to be delivered.
    """
    end = time.monotonic() + seconds
    first = Errand(callers, journal).drafted().submitted().accepted()
    while time.monotonic() < end:
        Errand(callers, journal).drafted().submitted()
    return [first]
