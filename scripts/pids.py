"""The record of running processes, by which a start finds what a crash of its forerunner left behind.

`.run/pids.json` maps each program's name to its process id and the moment that process started
(in the kernel's clock ticks since boot). A process id alone may by now belong to somebody else;
together with the boot and the start it names one process.
"""

import json
import os
import signal
import time
from pathlib import Path

from scripts.processes import signal_group

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def write(path: Path, pids: dict[str, int]) -> None:
    """Replaces the record in one step, so that a reader never sees half of it."""
    processes = {name: {"pid": pid, "started": _started(pid)} for name, pid in pids.items()}
    record = {"boot": _boot(), "processes": processes}
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(record, indent=1), encoding="utf-8")
    draft.replace(path)


def read(path: Path) -> dict[str, int]:
    """The recorded programs that still run: name to process id."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if record["boot"] != _boot():
        return {}
    alive = record["processes"].items()
    return {
        name: one["pid"] for name, one in alive if one["started"] and _started(one["pid"]) == one["started"]
    }


def stop_leftovers(path: Path, *, patience: float = 10.0) -> list[str]:
    """Stops every recorded process that still runs, the last started first; their names.

    PostgreSQL takes SIGINT as "stop now, in order", which to the other programs means much the same.
    """
    found = read(path)
    for name, pid in reversed(found.items()):
        signal_group(pid, signal.SIGINT if name == "postgres" else signal.SIGTERM)
        _wait_for_end(pid, patience)
        signal_group(pid, signal.SIGKILL)
        _wait_for_end(pid, patience)
    path.unlink(missing_ok=True)
    return list(found)


def _wait_for_end(pid: int, patience: float) -> None:
    started, deadline = _started(pid), time.monotonic() + patience
    while started and _started(pid) == started and time.monotonic() < deadline:
        time.sleep(0.05)


def _started(pid: int) -> int:
    """When the process started, or 0 if it does not run (a zombie no longer does)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    fields = stat.rpartition(")")[2].split()  # after the name, which may hold blanks and brackets
    return 0 if fields[0] in "ZX" else int(fields[19])


def _boot() -> str:
    return BOOT_ID.read_text(encoding="ascii").strip() if BOOT_ID.exists() else os.uname().nodename
