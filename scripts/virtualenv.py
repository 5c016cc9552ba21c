"""The virtual environment in .venv, with pinned and hashed packages."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

from scripts.console import Stop, say
from scripts.paths import PYTHON, ROOT, VENV

PRODUCT = ["requirements.txt"]
TESTING = ["requirements.txt", "requirements-dev.txt"]
UV = "requirements-uv.txt"


def ensure(requirements: list[str]) -> None:
    """Makes the environment hold exactly these requirements' versions; instant when it already does."""
    stamp = VENV / ("." + "+".join(requirements))
    wanted = fingerprint(requirements)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    _create()
    say("Installing Python packages into .venv")
    _install(requirements)
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint(requirements: list[str], root: Path = ROOT) -> str:
    """Changes with the requirement files, the Python version and the folder (scripts hold its path)."""
    parts = [sys.version, str(root)]
    parts += [(root / name).read_text(encoding="utf-8") for name in requirements]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _create() -> None:
    """A new environment where there is none, or where it belongs to another Python or another folder."""
    if not _usable():
        say("Making the virtual environment .venv")
        venv.create(VENV, with_pip=True, clear=True)


def _usable() -> bool:
    """Whether .venv/bin/python runs, is this version of Python, and .venv was made in this folder."""
    probe = "import sys; print(sys.version, sys.prefix)"
    try:
        answer = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
        made_here = str(VENV) in (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    return made_here and answer.stdout.strip() == f"{sys.version} {VENV}"


def _install(requirements: list[str]) -> None:
    """By uv, which takes seconds; by pip, which knows every way to reach an index, where uv cannot."""
    files = [argument for name in requirements for argument in ("-r", name)]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q", "--require-hashes"]
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "-q", "--python", str(PYTHON), "--require-hashes"]
    if _succeeds([*pip, "-r", UV]) and _succeeds([*uv, *files]):
        return
    say("uv could not install the packages; trying with pip, which is slower")
    if not _succeeds([*pip, *files]):
        raise Stop(
            "The Python packages could not be installed (the reason is above). They come from the package\n"
            "index that pip is set up with (pip config list). Without one: docker compose up"
        )


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
