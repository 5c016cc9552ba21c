"""portal/runenv.py: how a second terminal finds the running demo's servers."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.runenv import load_run_env
from scripts.environment import lasting_secret, write_run_env


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    variables: dict[str, str] = {}
    monkeypatch.setattr("portal.runenv.os", SimpleNamespace(environ=variables))
    return variables


def test_reads_what_the_demo_wrote(environment: dict[str, str], tmp_path: Path) -> None:
    written = {"DATABASE_URL": "postgresql://portal@/portal?host=/a=b", "SANDBOX_URL": ""}
    write_run_env(tmp_path / "env", written)
    load_run_env(tmp_path / "env")
    assert environment == written


def test_a_variable_that_is_set_wins_over_the_file(environment: dict[str, str], tmp_path: Path) -> None:
    environment["REDIS_URL"] = "redis://elsewhere/0"
    write_run_env(tmp_path / "env", {"REDIS_URL": "redis+socket:///here"})
    load_run_env(tmp_path / "env")
    assert environment["REDIS_URL"] == "redis://elsewhere/0"


def test_comments_and_lines_without_a_value_are_passed_over(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "env").write_text("# A=1\n\nnonsense\n B = 2 \n")
    load_run_env(tmp_path / "env")
    assert environment == {"B": "2"}


def test_without_the_file_nothing_is_set(environment: dict[str, str], tmp_path: Path) -> None:
    load_run_env(tmp_path / "env")
    assert environment == {}


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    write_run_env(tmp_path / "env", {"SECRET_KEY": "x"})
    assert (tmp_path / "env").stat().st_mode & 0o077 == 0


def test_the_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    secret = lasting_secret(tmp_path / "secret")
    assert len(secret) >= 50
    assert lasting_secret(tmp_path / "secret") == secret
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
