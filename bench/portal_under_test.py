"""The product as it runs in production, started for a measurement."""

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from django.core.management import call_command

from scripts import stack
from scripts.processes import Program, wait_until
from scripts.supervisor import Supervisor

PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"


def prepare() -> None:
    """Tables, keys, the demo city and its accounts."""
    call_command("migrate", verbosity=0)
    call_command("make_keys", verbosity=0)
    call_command("import_catalogue", "catalogue/linjiang", publish=True, verbosity=0)
    call_command("demo_accounts", stdout=io.StringIO())


@contextmanager
def running(*names: str) -> Iterator[dict[str, int]]:
    """Web and the named programs (worker, papers, beat); gives name -> process id."""
    folder = Path(tempfile.mkdtemp(prefix="one-window-bench-"))
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.demo"}
    makers = {
        "worker": lambda: stack.worker(variables),
        "papers": lambda: stack.papers(variables),
        "beat": lambda: stack.beat(variables, schedule=folder / "beat"),
    }
    programs: list[Program] = [stack.web(variables, bind=f"127.0.0.1:{PORT}")]
    programs += [makers[name]() for name in names]
    with Supervisor(folder / "log", folder / "pids.json") as supervisor:
        started = {program.name: supervisor.start(program) for program in programs}
        wait_until(_answers, started["web"], seconds=60)
        yield {name: process.pid for name, process in started.items()}


def _answers() -> bool:
    try:
        return httpx.get(f"{BASE}/livez", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def memory_of(pid: int) -> dict[str, float]:
    """The largest process of a program and its children, in MiB.

    `peak`: the most it ever had, pages shared with its siblings counted in full; `own`: its
    proportional share now, which adds up over processes.
    """
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    processes = [str(pid), *children]
    return {
        "peak": max(_mebibytes(one, "status", "VmHWM:") for one in processes),
        "own": max(_mebibytes(one, "smaps_rollup", "Pss:") for one in processes),
    }


def _mebibytes(pid: str, file: str, name: str) -> float:
    """A line of that file under /proc; 0 for a child that a worker has just replaced."""
    try:
        text = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    for line in text.splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0
