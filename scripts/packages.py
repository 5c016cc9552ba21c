"""The Debian packages that the project needs, which of them are missing, and how to get them.

A package counts as present when the thing it brings is there, wherever it came from (another
release, another distribution, compiled by hand); only what is missing is asked of apt.
"""

import ctypes.util
import importlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from scripts.console import Stop, say


@dataclass(frozen=True)
class Package:
    """A Debian package, why it is needed, and the probe that finds what it brings.

    `without` says what the product lacks when the machine has no such package; empty: it cannot run.
    """

    name: str
    purpose: str
    present: Callable[[], bool]
    without: str = ""


def program(*names: str) -> Callable[[], bool]:
    """Present when any of the programs is on the path."""
    return lambda: any(shutil.which(name) for name in names)


def library(name: str) -> Callable[[], bool]:
    """Present when the dynamic linker finds the shared library."""
    return lambda: ctypes.util.find_library(name) is not None


def font(pattern: str) -> Callable[[], bool]:
    """Present when a font file of that name lies in a system font folder."""
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return lambda: any(next(folder.rglob(pattern), None) for folder in folders if folder.is_dir())


def postgres_programs() -> Path | None:
    """The folder with the newest PostgreSQL's programs, or None.

    Debian keeps the servers' programs off the path, in a folder per version.
    """
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


PRODUCT = [
    Package("python3-venv", "makes the virtual environment", lambda: find_spec("ensurepip") is not None),
    Package("postgresql", "the database", lambda: postgres_programs() is not None),
    Package("redis-server", "the message broker", program("redis-server")),
    Package("libpangoft2-1.0-0", "sets the text of papers", library("pangoft2-1.0")),
    Package("libharfbuzz-subset0", "keeps papers small", library("harfbuzz-subset")),
    Package("fonts-noto-cjk", "Chinese letters in papers", font("NotoSansCJK*")),
    Package(
        "fonts-hanazono",
        "rare characters in names on papers",
        font("HanaMinB*"),
        without="papers with characters beyond Noto's, such as rare ones in names, are not drawn",
    ),
    Package("gettext", "builds the translations", program("msgfmt")),
]
TESTING = [
    Package("chromium", "drives the pages in tests", program("chromium", "chromium-browser")),
    Package("poppler-utils", "draws papers for comparison in tests", program("pdftoppm")),
]


def missing(packages: Iterable[Package]) -> list[Package]:
    """Those of the packages whose thing is not on this machine."""
    return [package for package in packages if not package.present()]


def ensure(packages: Iterable[Package]) -> None:
    """Installs what is missing; where that is not possible, stops and says what and how."""
    needed = missing(packages)
    if not needed:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        _do_without(needed)
        return
    names = [package.name for package in needed]
    say(f"Installing with apt: {' '.join(names)}")
    if not _install(names) and not _install(names):
        _do_without(missing(needed), "apt could not install everything; its last words are above.\n\n")
    importlib.invalidate_caches()  # this interpreter looked for ensurepip in vain and remembers it


def _do_without(absent: list[Package], why: str = "") -> None:
    """Stops when one of them is needed to run at all; says what is lacking otherwise."""
    if any(not package.without for package in absent):
        raise Stop(why + advice(absent))
    for package in absent:
        say(f"{package.name} is not on this machine: {package.without}.")


def _install(names: list[str]) -> bool:
    """Reads the package lists and installs; False when either fails."""
    # RUNLEVEL=1 keeps the packages from starting servers of their own: the project starts private ones.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    install = ["install", "-y", "-q", "--no-install-recommends", *names]
    for arguments in (["update", "-q"], install):
        command = ["apt-get", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3", *arguments]
        finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if finished.returncode:
            say((finished.stdout + finished.stderr)[-2000:])
            return False
    return True


def advice(needed: list[Package]) -> str:
    """What is missing, what for, and the two ways to get it."""
    lines = [f"  {package.name:22} {package.purpose}" for package in needed]
    names = " ".join(package.name for package in needed)
    return "\n".join(
        [
            "This machine lacks:",
            *lines,
            "",
            "On Debian or Ubuntu, install them once as root and run the same command again:",
            f"  sudo apt-get update && sudo apt-get install --no-install-recommends {names}",
            "Without the right to install, run the whole product in containers instead:",
            "  docker compose up",
        ]
    )
