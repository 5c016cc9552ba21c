"""The programs that make up the running product, one function each.

docker-compose.yml starts the same commands; a change here belongs there too.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.paths import PYTHON, ROOT
from scripts.processes import Program

# KiB; WeasyPrint keeps what it has grown to, so the process is renewed between papers.
PAPERS_MEMORY = 600_000
# Papers being drawn and tasks being done may finish before a worker is stopped the hard way.
WORKER_PATIENCE = 20.0

Variables = Mapping[str, str]


def web(variables: Variables, *, bind: str) -> Program:
    """The pages and the API."""
    command = _python("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "portal.wsgi")
    return Program("web", command, {**variables, "WEB_BIND": bind}, patience=20)


def worker(variables: Variables) -> Program:
    """Delivers events to whoever listens inside the portal."""
    return _worker("worker", variables, "-Q", "default", "-c", "2")


def papers(variables: Variables) -> Program:
    """Draws papers and certificates, two at a time, so that nothing else waits for them."""
    memory = f"--max-memory-per-child={PAPERS_MEMORY}"
    return _worker("papers", variables, "-Q", "papers,certificates", "-c", "2", memory)


def partner(variables: Variables) -> Program:
    """Talks to the departments that have their own system; mostly waiting, hence threads."""
    return Program("partner", _python("manage.py", "partner_worker"), variables, patience=WORKER_PATIENCE)


def beat(variables: Variables, *, schedule: Path) -> Program:
    """Rings the sweepers and timers. The schedule file remembers when it last did."""
    command = _celery("beat", "-l", "INFO", "-s", str(schedule), "--pidfile=")
    return Program("beat", command, variables)


def sandbox(variables: Variables, *, port: int) -> Program:
    """The stand-in for a department's own system and for the shared data."""
    return Program("sandbox", _python("-m", "sandbox"), {**variables, "HOST": "127.0.0.1", "PORT": str(port)})


def has_sandbox() -> bool:
    """Whether this checkout brings the sandbox along."""
    return (ROOT / "sandbox" / "__main__.py").exists()


def _worker(name: str, variables: Variables, *options: str) -> Program:
    command = _celery(
        "worker", "-l", "INFO", "-n", f"{name}@%h", "--without-gossip", "--without-mingle", *options
    )
    return Program(name, command, variables, patience=WORKER_PATIENCE)


def _celery(*arguments: str) -> list[str]:
    return _python("-m", "celery", "-A", "portal", *arguments)


def _python(*arguments: str) -> list[str]:
    """A command of the environment's Python; inside it already, of this one."""
    python = str(PYTHON) if PYTHON.exists() else sys.executable
    return [python, *arguments]
