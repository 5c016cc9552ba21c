"""How long these tests wait and how hard they try; a slow machine or a long night changes it.

FAULTS_PATIENCE  every deadline times this (2: the rest of the suite runs beside)
FAULTS_ROUNDS    kills of the web processes under load, and lives of the load itself
FAULTS_OUTAGE    seconds for which Redis is gone
"""

import os
import time
from collections.abc import Callable
from typing import Any

PATIENCE = float(os.environ.get("FAULTS_PATIENCE", "2"))
ROUNDS = int(os.environ.get("FAULTS_ROUNDS", "3"))
OUTAGE = float(os.environ.get("FAULTS_OUTAGE", "20"))

PROMISED = 60.0  # seconds after which nothing may be stuck any more


def scaled(seconds: float) -> float:
    """A deadline on this machine."""
    return seconds * PATIENCE


def until(condition: Callable[[], Any], *, seconds: float, say: Callable[[], Any] | None = None) -> Any:
    """Looks again and again; gives what the condition gave at last, or fails with what `say` tells."""
    end = time.monotonic() + scaled(seconds)
    while not (found := condition()):
        if time.monotonic() > end:
            told = say() if say else ""
            raise AssertionError(f"it did not come to pass within {scaled(seconds):.0f} s {told}")
        time.sleep(0.1)
    return found
