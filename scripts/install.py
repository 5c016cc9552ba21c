"""Installs what is missing: Debian packages, then the virtual environment."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from scripts import packages, virtualenv
from scripts.console import Stop, run_main
from scripts.paths import RUN


def install(*, testing: bool = False) -> None:
    """Everything the product needs and, for checks and tests, their tools too."""
    with _one_at_a_time():
        packages.ensure(packages.PRODUCT + (packages.TESTING if testing else []))
        virtualenv.ensure(virtualenv.TESTING if testing else virtualenv.PRODUCT)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands started together do not write into .venv at the same time."""
    try:
        RUN.mkdir(exist_ok=True)
        lock = (RUN / "install.lock").open("a")
    except PermissionError as error:
        raise Stop(
            f"{error.filename} belongs to another user. Run this as that user (root, if it was run as root\n"
            "before), or remove the folders .run and .venv and start anew."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Installs everything, the tools of checks and tests included."""
    install(testing=True)
    return 0


if __name__ == "__main__":
    run_main(main)
