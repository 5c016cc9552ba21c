"""Production takes every address and secret from the environment and does not start without them."""

import os
import subprocess
import sys

import pytest

from scripts.check import PRODUCTION
from scripts.paths import ROOT

NEEDED = {
    "DATABASE_URL": "postgresql://portal@db/portal",
    "REDIS_URL": "redis://redis:6379/0",
    "SECRET_KEY": PRODUCTION["SECRET_KEY"],
    "ALLOWED_HOSTS": "portal.example",
}


def load_production(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Imports the production settings in a fresh process that knows only these variables."""
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.production as s; print(s.DEBUG, s.DEMO)"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_everything_set_and_is_no_demo() -> None:
    assert load_production(NEEDED).stdout.split() == ["False", "False"]


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY"])
def test_production_does_not_start_without(name: str) -> None:
    refused = load_production({key: value for key, value in NEEDED.items() if key != name})
    assert refused.returncode != 0
    assert f"Set the environment variable {name}." in refused.stderr
