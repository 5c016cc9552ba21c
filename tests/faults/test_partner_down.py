"""The tax bureau's own system is gone or talks nonsense: the others go on, and its desk may take over."""

from tests.faults.calls import Callers, Journal
from tests.faults.errands import Errand
from tests.faults.house import House
from tests.faults.oracle import Effects, Oracle
from tests.faults.patience import until
from tests.sandbox.process import SandboxProcess


def test_while_a_departments_system_is_down_the_others_decide_and_its_task_arrives_later(
    house: House, callers: Callers, journal: Journal, oracle: Oracle, undisturbed: Effects
) -> None:
    with house.down("sandbox"):
        waits = Errand(callers, journal).drafted().submitted().accepted().decided("M01")
        taken_over = Errand(callers, journal).drafted().submitted().accepted()
        taken_over.taken_back("M02").decided("M01", "M02", "M03")
        assert waits.task("M02")["state"] == "ready"
    waits.concluded("M02").decided("M03")
    oracle.settled([waits, taken_over], undisturbed)


def test_a_system_that_talks_nonsense_decides_nothing_and_the_desk_does(
    errand: Errand, oracle: Oracle, undisturbed: Effects, tax_bureau: SandboxProcess
) -> None:
    tax_bureau.control("D-SWJ", mode="wrong", delay_seconds=0)
    errand.drafted().submitted().accepted().decided("M01")
    task = errand.task("M02")["id"]
    until(lambda: tax_bureau.task("D-SWJ", task).get("tries"), seconds=30)
    assert errand.task("M02")["state"] in {"ready", "claimed"}
    errand.taken_back("M02").decided("M02", "M03")
    oracle.settled([errand], undisturbed)
