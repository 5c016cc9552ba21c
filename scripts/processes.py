"""One long-running program: how it is started, asked whether it lives, and stopped."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from scripts.console import Stop
from scripts.paths import ROOT

LOG_LIMIT = 10 * 1024 * 1024  # bytes; a longer log is put aside when its program starts


@dataclass(frozen=True)
class Program:
    """What to run, as whom, and how it wants to be stopped."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    user: pwd.struct_passwd | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 15.0  # seconds between the stop signal and the kill


class Running:
    """A started program. It leads a process group of its own: Ctrl-C reaches only whoever started it."""

    def __init__(self, program: Program, logs: Path) -> None:
        self.program = program
        self.since = time.monotonic()
        with _log_file(logs / f"{program.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                program.command,
                cwd=ROOT if program.user is None else "/",
                env={**os.environ, **program.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **as_user(program.user),
            )
        self.pid = self._process.pid

    def ended(self) -> int | None:
        """The exit code (negative: the signal), or None while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """Asks it to stop; what still runs when the patience is over is killed, children included."""
        if self.ended() is None:
            self._process.send_signal(self.program.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self.program.patience)
        signal_group(self.pid, signal.SIGKILL)
        self._process.wait()


def as_user(user: pwd.struct_passwd | None) -> dict:
    """The arguments of Popen that change the user; only root can, and only root needs to."""
    if user is None or os.geteuid() != 0:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def signal_group(leader: int, number: signal.Signals) -> None:
    """Sends the signal to a process group, if any of it is left."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def wait_until(ready: Callable[[], bool], running: Running, *, seconds: float) -> None:
    """Returns once the program is ready; Stop with the end of the matter when it dies or takes too long."""
    deadline = time.monotonic() + seconds
    while not ready():
        code = running.ended()
        if code is not None:
            raise Stop(f"{running.program.name} {how_it_ended(code)}. Its log says why.")
        if time.monotonic() > deadline:
            raise Stop(f"{running.program.name} was not ready after {seconds:.0f} s. Its log may say why.")
        time.sleep(0.05)


def how_it_ended(code: int) -> str:
    """An exit code in words."""
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return "ended by itself" if code == 0 else f"ended with error code {code}"


def _log_file(path: Path) -> Path:
    """The log's path; a log that has grown long becomes NAME.log.1 first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_name(path.name + ".1"))
    return path
