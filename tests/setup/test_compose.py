"""docker-compose.yml starts the same programs as `make demo` and is a file that compose accepts."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import stack
from scripts.check import has_compose
from scripts.paths import ROOT

SOURCE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load(SOURCE)["services"]
EVERYTHING = {"postgres", "redis", "prepare", "web", "worker", "papers", "partner", "beat", "nginx"}


def test_it_has_every_server_and_program() -> None:
    assert set(SERVICES) == EVERYTHING


@pytest.mark.parametrize("name", sorted(EVERYTHING - {"prepare", "partner", "beat"}))
def test_what_serves_others_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("program", [stack.worker({}), stack.papers({})], ids=lambda program: program.name)
def test_workers_are_started_as_in_the_demo(program: stack.Program) -> None:
    _python, _m, *command = program.command
    assert sorted(SERVICES[program.name]["command"]) == sorted(command)


def test_every_variable_of_the_file_has_a_default() -> None:
    variables = re.findall(r"(?<!\$)\$\{([^}]*)\}", SOURCE)
    assert variables
    assert all(":-" in variable for variable in variables)


def test_every_file_that_is_mounted_exists() -> None:
    mounts = re.findall(r"(\./deploy/[\w.-]+\.conf)", SOURCE)
    assert len(mounts) == 2
    assert all((ROOT / mount).exists() for mount in mounts)


def test_only_nginx_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


@pytest.mark.skipif(not has_compose(), reason="docker compose is not on this machine")
def test_compose_accepts_the_file(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    command = ["docker", "compose", "config", "--quiet"]
    finished = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
