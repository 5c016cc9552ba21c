"""kill -9 to Celery's workers in the middle of a task: the work is done again, its effect is there once."""

from tests.faults.calls import Callers, Journal
from tests.faults.errands import Errand
from tests.faults.house import House
from tests.faults.oracle import Effects, Oracle
from tests.faults.patience import until
from tests.sandbox.process import SandboxProcess

NOTICES, CERTIFICATES = "notices_notice", "documents_certificate"
ACCEPTANCE = "approvals.open_round"  # calls for a paper that takes a second to draw


def test_workers_killed_in_the_middle_of_an_effect_have_it_done_once_within_the_promise(
    house: House,
    callers: Callers,
    journal: Journal,
    oracle: Oracle,
    undisturbed: Effects,
    tax_bureau: SandboxProcess,
) -> None:
    ending = Errand(callers, journal).drafted().submitted().accepted().decided("M01").concluded("M02")
    beginning = Errand(callers, journal).drafted()
    until(oracle.quiet, seconds=60)
    with oracle.held_up(NOTICES, CERTIFICATES) as waiting:
        ending.decided("M03")
        beginning.submitted()
        until(lambda: waiting() == {NOTICES, CERTIFICATES}, seconds=8)
        house.kill("worker")
        house.kill("papers")
    tax_bureau.control("D-SWJ", mode="hang")
    beginning.accepted()
    until(lambda: oracle.leased("papers", action=ACCEPTANCE), seconds=30)
    house.kill("papers")
    until(lambda: oracle.leased("push:D-SWJ"), seconds=30)
    house.kill("partner")
    tax_bureau.control("D-SWJ", mode="normal")
    beginning.reviewed()
    oracle.settled([beginning, ending], undisturbed)
    assert _stale_leases(oracle) == []
    [task] = [one for one in tax_bureau.tasks("D-SWJ") if one["task"] == beginning.task("M02")["id"]]
    assert task["state"] == "decided"


def _stale_leases(oracle: Oracle) -> list[tuple]:
    return oracle.ask("SELECT id FROM ledger_delivery WHERE lease_until IS NOT NULL")
