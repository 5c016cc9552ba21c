"""Applicants who go on applying while something breaks."""

import threading
from types import TracebackType
from typing import Self

from tests.faults.calls import Callers, Journal
from tests.faults.errands import Errand
from tests.faults.patience import scaled, until

LONGEST_LIFE = 120.0  # seconds that one application may take, its retries included


class Load:
    """A context in which clients submit one case after another; leaving it waits for their last."""

    def __init__(self, callers: Callers, journal: Journal, *, clients: int) -> None:
        self.submitted: list[Errand] = []
        self._callers = callers
        self._journal = journal
        self._over = threading.Event()
        self._problems: list[BaseException] = []
        self._threads = [threading.Thread(target=self._work, daemon=True) for _client in range(clients)]

    def _work(self) -> None:
        try:
            while not self._over.is_set():
                self.submitted.append(Errand(self._callers, self._journal).drafted().submitted())
        except BaseException as problem:  # noqa: BLE001  raised again where the test waits
            self._problems.append(problem)

    def one_more(self, *, seconds: float = LONGEST_LIFE) -> None:
        """Returns when another submission has come through."""
        known = len(self.submitted)
        until(lambda: len(self.submitted) > known, seconds=seconds, say=lambda: self._problems)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(scaled(LONGEST_LIFE))
        if error is None and self._problems:
            raise self._problems[0]
        assert error or not any(thread.is_alive() for thread in self._threads)
