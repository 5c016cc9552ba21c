"""Runs one command in the foreground and leaves it time to clean up when it is interrupted."""

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress

from scripts.console import Terminated
from scripts.paths import ROOT

PATIENCE = 20.0  # seconds an interrupted command may take to end


def run(command: list[str], variables: Mapping[str, str] | None = None) -> int:
    """The command's exit code; on Ctrl-C or a polite kill the command is interrupted and waited for."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(variables or {})})
    try:
        return process.wait()
    except KeyboardInterrupt as interruption:
        _end(process, told=not isinstance(interruption, Terminated))
        raise


def _end(process: subprocess.Popen, *, told: bool) -> None:
    """Waits while the command cleans up; Ctrl-C at a terminal has told it to, a second would disturb."""
    with suppress(KeyboardInterrupt):
        for _attempt in range(2):
            if not told:
                process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
                return
            told = False
    process.kill()
    process.wait()
