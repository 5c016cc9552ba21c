"""Keys that the product makes for itself at set-up, never in the repository.

Whoever needs one registers a maker; `manage.py make_keys` calls them all and leaves what is there.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

Maker = Callable[[Path], None]
_makers: dict[str, Maker] = {}


def key_maker(file_name: str) -> Callable[[Maker], Maker]:
    """Registers the decorated function: it makes that file (and what goes with it) in the directory given."""

    def register(maker: Maker) -> Maker:
        if file_name in _makers:
            raise ImproperlyConfigured(f"Two makers for {file_name}.")
        _makers[file_name] = maker
        return maker

    return register


def make_missing(directory: Path) -> list[str]:
    """Makes the keys that are not there yet; gives their file names."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = [name for name in sorted(_makers) if not (directory / name).exists()]
    for name in missing:
        _makers[name](directory)
    return missing


def write_secret(path: Path, content: bytes) -> None:
    """Writes a new file that only its owner may read; whole or not at all. Never replaces one."""
    part = path.with_suffix(path.suffix + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.link(part, path)
    part.unlink()
