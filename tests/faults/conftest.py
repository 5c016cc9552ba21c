"""One house for all faults, and one case that nothing was done to, to compare with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.calls import Callers, Journal
from tests.faults.errands import Errand
from tests.faults.house import House, running_house
from tests.faults.oracle import Effects, Oracle
from tests.faults.patience import PROMISED, until
from tests.sandbox.process import SandboxProcess

SECONDS = 900  # for one test with its setting up, on a machine that has much else to do


@pytest.hookimpl(tryfirst=True)  # before the suite is dealt out to its processes
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these share one house: one process of the suite runs them all."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.processes)
            item.add_marker(pytest.mark.xdist_group("processes"))
            item.add_marker(pytest.mark.timeout(SECONDS))


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """The whole product, running."""
    with running_house() as house:
        yield house


@pytest.fixture(scope="session")
def callers(house: House) -> Callers:
    """The cast, signed in."""
    return Callers(house.base)


@pytest.fixture(scope="session")
def oracle(house: House) -> Oracle:
    return Oracle(house)


@pytest.fixture(scope="session")
def undisturbed(house: House, callers: Callers, oracle: Oracle) -> Effects:
    """What a case leaves behind when nothing goes wrong: papers, notices, certificates, events."""
    errand = Errand(callers, Journal()).lived()
    on_the_shelf = {("result", f"{matter} on_shelf"): 1 for matter in ("M01", "M02", "M03")}
    until(
        lambda: on_the_shelf.items() <= oracle.effects(errand).items() and oracle.quiet(),
        seconds=2 * PROMISED,
        say=lambda: oracle.effects(errand),
    )
    return oracle.effects(errand)


@pytest.fixture
def journal(house: House, callers: Callers, oracle: Oracle, undisturbed: Effects) -> Iterator[Journal]:
    """What this test's callers know; at its end it is held against the database, with every invariant."""
    journal = Journal()
    yield journal
    oracle.check(journal, callers)


@pytest.fixture
def errand(callers: Callers, journal: Journal) -> Errand:
    """A case of this test's own."""
    return Errand(callers, journal)


@pytest.fixture
def tax_bureau(house: House) -> Iterator[SandboxProcess]:
    """The sandbox, to be told how to behave; it behaves again at the end."""
    sandbox = SandboxProcess(house.sandbox)
    yield sandbox
    sandbox.control("D-SWJ", mode="normal", delay_seconds=1)
