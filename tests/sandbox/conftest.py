"""A sandbox for tests of the sandbox itself."""

from collections.abc import Iterator

import pytest

from tests.sandbox.process import SandboxProcess, running_sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    """Takes tasks and decides nothing by itself."""
    with running_sandbox() as process:
        process.control("D-SWJ", mode="manual")
        yield process
