"""`make check`: everything that can be judged without the suite. All checks run; all failures show."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts import throwaway
from scripts.console import run_main, say
from scripts.install import install
from scripts.paths import PYTHON, ROOT, VENV

# What a production machine sets; the values only have to look right.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "a-long-key-for-the-check-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "portal.example",
    "CSRF_TRUSTED_ORIGINS": "https://portal.example",
    "SITE_URL": "https://portal.example",
}
TESTING = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}


@dataclass(frozen=True)
class Check:
    """A command that ends with 0 when all is well."""

    name: str
    command: list[str]
    variables: Mapping[str, str] = field(default_factory=dict)


def checks() -> list[Check]:
    """All of them, the quick ones first."""
    manage = [str(PYTHON), "manage.py"]
    deploy = [*manage, "check", "--deploy", "--fail-level", "WARNING"]
    found = [
        Check("lint", _tool("ruff", "check", "--quiet", ".")),
        Check("form", _tool("ruff", "format", "--check", "--quiet", ".")),
        Check("house rules", [str(PYTHON), "-m", "scripts.house_rules"]),
        Check("import floors", _tool("lint-imports", "--no-logo")),
        Check("templates", _tool("djlint", "templates", "--lint", "--quiet")),
        Check("translations", [str(PYTHON), "-m", "scripts.messages", "--check"]),
        Check("migrations", [*manage, "makemigrations", "--check", "--dry-run"], TESTING),
        Check("production settings", deploy, PRODUCTION),
        Check("types", _tool("mypy"), TESTING),
    ]
    return found + (
        [Check("containers", ["docker", "compose", "config", "--quiet"])] if has_compose() else []
    )


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(VENV / "bin" / name), *arguments]


def has_compose() -> bool:
    """Whether `docker compose` can be asked; it needs no running engine for this."""
    if shutil.which("docker") is None:
        return False
    version = ["docker", "compose", "version"]
    return subprocess.run(version, capture_output=True, check=False).returncode == 0


def passes(check: Check, variables: Mapping[str, str]) -> bool:
    """Runs one check and says how it went; the output of a failed one is shown whole."""
    started = time.monotonic()
    environment = {**os.environ, **variables, **check.variables}
    finished = subprocess.run(
        check.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    good = finished.returncode == 0
    say(f"{'ok    ' if good else 'FAILED'} {check.name} ({time.monotonic() - started:.1f} s)")
    if not good:
        say(finished.stdout + finished.stderr)
    return good


def main() -> int:
    """1 if any check failed."""
    install(testing=True)
    with throwaway.servers() as variables:
        failed = [check.name for check in checks() if not passes(check, variables)]
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    run_main(main)
