"""The addresses of the running demo's own servers.

`make demo` writes them to `.run/env` (KEY=value lines); the project's commands read them from
there when the variables are unset, so that `python manage.py …` in a second terminal talks to
the running demo. Production never has the file and sets the variables itself.
"""

import os
from pathlib import Path

RUN_ENV = Path(__file__).resolve().parent.parent / ".run" / "env"


def load_run_env(path: Path = RUN_ENV) -> None:
    """Sets each variable of the file that the environment does not have."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        key, separator, value = line.partition("=")
        if separator and not key.startswith("#"):
            os.environ.setdefault(key.strip(), value.strip())
