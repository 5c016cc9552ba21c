"""The real sandbox, started as a process of its own."""

import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 20.0  # seconds that a loaded machine may need


@dataclass(frozen=True)
class SandboxProcess:
    """A running sandbox."""

    url: str

    def control(self, name: str, **orders: Any) -> dict[str, Any]:
        """Tells a department, or shared-data, how to behave; gives what it shows then."""
        return self.call("POST", f"/control/{name}", orders)[1]

    def tasks(self, department: str) -> list[dict[str, Any]]:
        """Everything that ever came to a department's desk."""
        return self.call("GET", f"/control/{department}")[1]["tasks"]

    def task(self, department: str, task: object) -> dict[str, Any]:
        """One task of a department's desk; empty when it never came."""
        return next((one for one in self.tasks(department) if one["task"] == str(task)), {})

    def call(self, method: str, path: str, content: Any = None, **headers: str) -> tuple[int, dict[str, Any]]:
        """Any call; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = json.dumps(content).encode() if content is not None else None
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=named)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as problem:
            with problem:
                return problem.code, json.loads(problem.read() or b"{}")


@contextmanager
def running_sandbox(**environment: str) -> Iterator[SandboxProcess]:
    """A sandbox on a free port, stopped at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox"],
        cwd=ROOT,
        env={**os.environ, "KEY_DIR": "", "SITE_URL": "", "PORT": "0", **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield SandboxProcess(f"http://127.0.0.1:{_port(process)}")
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _port(process: subprocess.Popen) -> str:
    """The port it chose, as its first line says; the rest of its log is drained."""
    for line in process.stderr:
        if found := re.search(r"on port (\d+)", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1]
    raise AssertionError("the sandbox did not start")


def until(condition: Callable[[], Any], *, seconds: float = PATIENCE) -> Any:
    """Looks again and again; gives what the condition gave at last, or fails."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not (found := condition()):
        assert time.monotonic() < end, "it never came to pass"
        pause.wait(0.05)
    return found
