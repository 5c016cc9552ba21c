"""Keys made at set-up, each in a folder of its own under settings.KEY_DIR, never in the repository.

An app registers what makes its keys; `manage.py make_keys` makes those that are not there yet.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

Maker = Callable[[Path], None]  # writes its files into the empty folder it is given

_MAKERS: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    """Say how the keys of that name are made. The name is the folder's."""
    _MAKERS[name] = maker


def make_all(directory: Path) -> list[str]:
    """Make what is missing and return the names of what was made. Existing keys are never touched."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = [name for name in sorted(_MAKERS) if not (directory / name).exists()]
    for name in made:
        _make(directory, name)
    return made


def folder(name: str) -> Path:
    """Where the keys of that name lie. Raises ImproperlyConfigured when they were not made."""
    path = Path(settings.KEY_DIR) / name
    if not path.is_dir():
        raise ImproperlyConfigured(f"There are no keys in {path}: run `python manage.py make_keys`.")
    return path


def write_secret(path: Path, data: bytes) -> None:
    """Write a private key so that only its owner can read it."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(data)


def _make(directory: Path, name: str) -> None:
    """All files of one name or none: made beside and renamed into place."""
    with tempfile.TemporaryDirectory(dir=directory, prefix=f".{name}-") as beside:
        workshop = Path(beside) / name
        workshop.mkdir(mode=0o700)
        _MAKERS[name](workshop)
        workshop.rename(directory / name)
