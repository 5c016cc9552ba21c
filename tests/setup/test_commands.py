"""The commands: few, explained, and the same ones for people and for the build."""

import re
import subprocess

import pytest

from scripts.accounts_table import accounts_table
from scripts.paths import PRODUCT_FOLDERS, ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)


def test_there_are_at_most_ten_targets_and_each_is_explained() -> None:
    help_text = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert len(TARGETS) <= 10
    assert all(f"make {target} " in help_text for target in TARGETS)


@pytest.mark.parametrize("target", sorted(set(TARGETS) - {"help"}))
def test_each_target_is_one_module_of_scripts_or_waits_for_its_own(target: str) -> None:
    assert f"-m scripts.{target}\n" in MAKEFILE
    assert (ROOT / "scripts" / f"{target}.py").exists()


def test_the_build_runs_the_two_commands_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line and not line.startswith("#")]
    assert code == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make check", "make test"]


def test_every_floor_has_its_folder() -> None:
    assert all((ROOT / folder / "__init__.py").exists() for folder in PRODUCT_FOLDERS)


def test_accounts_are_aligned_also_where_texts_are_chinese() -> None:
    accounts = [
        {"username": "clerk1", "role": "clerk", "department": None, "service_point": "大厅", "person": "P1"},
        {"username": "citizen12", "role": "citizen", "service_point": "hall", "person": "P12"},
    ]
    assert accounts_table(accounts).splitlines() == [
        "username   role     department  service_point  person",
        "clerk1     clerk                大厅           P1",
        "citizen12  citizen              hall           P12",
    ]
