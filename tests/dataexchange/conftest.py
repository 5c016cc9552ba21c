"""The tax bureau works in a system of its own: the real sandbox, over real HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from approvals.actions import open_round
from cases.models import Case
from dataexchange import clients
from ledger import access, relay
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer
from tests.sandbox.process import SandboxProcess, running_sandbox

TAX = "D-SWJ"
QUEUE = "partner.D-SWJ"


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[SandboxProcess]:
    """One sandbox for all tests that need no way back into the portal."""
    with running_sandbox() as process:
        yield process


@pytest.fixture
def sandbox(sandbox_process: SandboxProcess) -> SandboxProcess:
    """The tax bureau takes tasks and decides only what it is told to; shared data answers at once."""
    sandbox_process.control(TAX, mode="manual", delay_seconds=0.0, decision="approve")
    sandbox_process.control("shared-data", mode="normal", delay_seconds=0.0)
    return sandbox_process


@pytest.fixture
def own_system(sandbox: SandboxProcess, settings: Any) -> SandboxProcess:
    """The settings of a city whose tax bureau and sharing list are the sandbox's."""
    connect(settings, sandbox)
    return sandbox


def connect(settings: Any, sandbox: SandboxProcess) -> None:
    """Points the settings to that sandbox."""
    settings.DEPARTMENT_SYSTEMS = {TAX: {"connector": "rest", "url": f"{sandbox.url}/departments/{TAX}"}}
    settings.SHARED_DATA_URL = f"{sandbox.url}/shared-data"


@pytest.fixture(autouse=True)
def _no_traces(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> Iterator[None]:
    """Access entries go the way of the test's transaction; credentials lie in the test's folder."""
    monkeypatch.setattr(clients, "clients_file", lambda: tmp_path / clients.FILE_NAME)
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        monkeypatch.setattr(access, "_own_connection", lambda: connection)
    yield
    access.close_own_connection()


@pytest.fixture
def accepted(cast: Cast, own_system: SandboxProcess) -> Case:
    """A house transfer in review; the tax bureau's task waits in its queue."""
    return open_round(submitted_house_transfer(cast), by=cast.clerk)


def deliver(queue: str = QUEUE) -> int:
    """What is waiting for the tax bureau goes out now, however long it would have rested."""
    relay.wake(f"push:{TAX}")
    return relay.drain(queue, budget=0.01)
