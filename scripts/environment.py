"""The variables that tell the project where its servers are and how it is reached."""

import secrets
from collections.abc import Mapping
from pathlib import Path


def write_run_env(path: Path, variables: Mapping[str, str]) -> None:
    """Writes KEY=value lines for portal/runenv.py, readable by the owner alone: a secret is among them."""
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text("".join(f"{key}={value}\n" for key, value in variables.items()), encoding="utf-8")
    draft.replace(path)


def lasting_secret(path: Path) -> str:
    """A random text made on first use and kept in the file, so that sign-ins outlive a restart."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")
