"""PostgreSQL is cut off without a checkpoint: the same processes go on, with everything acknowledged."""

from tests.faults.calls import Callers, Journal
from tests.faults.errands import Errand
from tests.faults.house import House
from tests.faults.load import Load
from tests.faults.oracle import Effects, Oracle

PROGRAMS = ("web", "worker", "papers", "partner", "beat")
RECOVERED = 30.0  # seconds (reliability page, F05)


def test_after_a_crash_of_the_database_the_same_processes_go_on_and_nothing_acknowledged_is_gone(
    house: House, callers: Callers, journal: Journal, oracle: Oracle, undisturbed: Effects
) -> None:
    before = {name: house.watcher.pid(name) for name in PROGRAMS}
    with Load(callers, journal, clients=2) as load:
        for _crash in range(2):
            load.one_more()
            house.crash_postgres()
        load.one_more(seconds=RECOVERED)
    assert {name: house.watcher.pid(name) for name in PROGRAMS} == before
    errand = Errand(callers, journal).lived()
    oracle.settled([errand], undisturbed)
