"""What is missing is found by what it brings, and where it cannot be installed the answer says how."""

from pathlib import Path

import pytest

from scripts import packages, virtualenv
from scripts.console import Stop
from scripts.packages import Package

THERE = Package("there", "is here already", lambda: True)
ABSENT = Package("absent", "does a thing", lambda: False)
SPARE = Package("spare", "does a rare thing", lambda: False, without="rare things are left out")


def test_only_what_is_absent_is_missing() -> None:
    assert packages.missing([THERE, ABSENT]) == [ABSENT]


def test_an_ordinary_user_is_told_what_and_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    with pytest.raises(Stop) as stop:
        packages.ensure([THERE, ABSENT])
    words = str(stop.value)
    assert "does a thing" in words
    assert "apt-get install --no-install-recommends absent\n" in words
    assert "docker compose up" in words
    assert "is here already" not in words


def test_what_the_product_can_do_without_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    packages.ensure([THERE, SPARE])
    assert "spare is not on this machine: rare things are left out" in "".join(capsys.readouterr())
    with pytest.raises(Stop, match="absent spare"):
        packages.ensure([ABSENT, SPARE])


def test_with_everything_there_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_install", lambda names: pytest.fail("apt was called"))
    packages.ensure([THERE])


def test_apt_is_tried_twice_before_giving_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[list[str]] = []
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(packages, "_install", lambda names: bool(tries.append(names)))
    with pytest.raises(Stop, match="absent"):
        packages.ensure([ABSENT])
    assert tries == [["absent"], ["absent"]]


def test_this_machine_has_what_the_suite_runs_on() -> None:
    assert packages.missing(packages.PRODUCT + packages.TESTING) == []


def test_the_environment_is_renewed_when_a_requirement_changes(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("a==1")
    before = virtualenv.fingerprint(["requirements.txt"], tmp_path)
    (tmp_path / "requirements.txt").write_text("a==2")
    assert virtualenv.fingerprint(["requirements.txt"], tmp_path) != before


@pytest.mark.parametrize("name", [*virtualenv.TESTING, virtualenv.UV])
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    lines = (virtualenv.ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#", "-"))]
    assert pins
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
