"""Starts programs, watches them, starts again what dies, and stops them all in the end."""

import time
from pathlib import Path
from types import TracebackType
from typing import Self

from scripts import pids
from scripts.console import say, undisturbed
from scripts.processes import Program, Running, how_it_ended

STEADY = 60.0  # seconds a program must run before an end counts as the first one again
LONGEST_PAUSE = 30.0  # seconds between two tries of a program that keeps ending


class Supervisor:
    """A context: leaving it stops every program, the last started first, and forgets the record."""

    def __init__(self, logs: Path, record: Path) -> None:
        self._logs = logs
        self._record = record
        self._running: dict[str, Running] = {}
        self._failures: dict[str, int] = {}
        self._retry_at: dict[str, float] = {}

    def start(self, program: Program) -> Running:
        """Starts a program, from now on watched."""
        running = Running(program, self._logs)
        self._running[program.name] = running
        pids.write(self._record, {name: one.pid for name, one in self._running.items()})
        return running

    def restart_ended(self) -> list[str]:
        """Starts again what ended: the first time at once, after that with growing pauses. Their names."""
        started = []
        for name, running in list(self._running.items()):
            code = running.ended()
            if code is not None and self._due(name, running, code):
                del self._retry_at[name]
                self.start(running.program)
                started.append(name)
        return started

    def watch(self, *, every: float = 0.2) -> None:
        """Watches until an exception (a signal's handler raises one) ends it."""
        while True:
            self.restart_ended()
            time.sleep(every)

    def stop(self) -> None:
        """Stops every program, the last started first."""
        for running in reversed(list(self._running.values())):
            running.stop()
        self._running.clear()
        self._record.unlink(missing_ok=True)

    def _due(self, name: str, running: Running, code: int) -> bool:
        """Whether an ended program is to be started now; says so when it is first seen to have ended."""
        now = time.monotonic()
        if name not in self._retry_at:
            steady = now - running.since >= STEADY
            self._failures[name] = 1 if steady else self._failures.get(name, 0) + 1
            pause = pause_before_try(self._failures[name])
            self._retry_at[name] = now + pause
            when = f"next try in {pause:.0f} s" if pause else "starting it again"
            say(f"{name} {how_it_ended(code)}; {when}. Its log: {self._logs / name}.log")
        return now >= self._retry_at[name]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with undisturbed():
            self.stop()


def pause_before_try(failures: int) -> float:
    """Seconds to wait after the nth end in a row: none, then 1, 2, 4 and so on up to the longest."""
    return 0.0 if failures <= 1 else min(2.0 ** (failures - 2), LONGEST_PAUSE)
