"""kill -9 to the web processes under load: whoever holds a number finds the case, once."""

import signal

from tests.faults.calls import Callers, Journal
from tests.faults.house import House
from tests.faults.load import Load
from tests.faults.oracle import Oracle
from tests.faults.patience import ROUNDS, until


def test_every_acknowledged_submission_outlives_the_web_process_and_is_there_once(
    house: House, callers: Callers, journal: Journal, oracle: Oracle
) -> None:
    [(before,)] = oracle.ask("SELECT count(*) FROM cases_case")
    with Load(callers, journal, clients=3) as load:
        for _round in range(ROUNDS):
            load.one_more()
            house.kill_one_child("web")
        load.one_more()
        house.kill("web")
        load.one_more()
    [(after,)] = oracle.ask("SELECT count(*) FROM cases_case")
    assert after - before == len(load.submitted) == len(journal.acknowledged())
    assert journal.tries() > len(journal.entries())  # somebody was cut off and asked again
    until(oracle.quiet, seconds=60)


def test_a_stopping_master_lets_the_calls_under_way_end(
    house: House, callers: Callers, journal: Journal, oracle: Oracle
) -> None:
    with Load(callers, journal, clients=2) as load:
        load.one_more()
        house.signal("web", signal.SIGTERM)
        load.one_more()
    until(oracle.quiet, seconds=60)
