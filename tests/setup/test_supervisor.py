"""The supervisor, tried on real child processes."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts import pids
from scripts.console import Stop
from scripts.processes import Program, Running, wait_until
from scripts.supervisor import STEADY, Supervisor, pause_before_try

FOREVER = [sys.executable, "-c", "import signal; signal.pause()"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); signal.pause()",
]


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    with Supervisor(tmp_path / "log", tmp_path / "pids.json") as supervisor:
        yield supervisor


def eventually(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within ten seconds"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_program_that_dies_is_started_again(supervisor: Supervisor, tmp_path: Path) -> None:
    first = supervisor.start(Program("one", FOREVER))
    os.kill(first.pid, signal.SIGKILL)
    eventually(lambda: supervisor.restart_ended() == ["one"])
    second = pids.read(tmp_path / "pids.json")["one"]
    assert second != first.pid
    assert alive(second)


def test_it_says_in_words_what_died_and_where_its_log_is(
    supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    os.kill(supervisor.start(Program("one", FOREVER)).pid, signal.SIGKILL)
    eventually(supervisor.restart_ended)
    said = capsys.readouterr().out
    assert "one was killed by SIGKILL; starting it again" in said
    assert "one.log" in said


def test_programs_that_live_are_left_alone(supervisor: Supervisor) -> None:
    running = supervisor.start(Program("one", FOREVER))
    assert supervisor.restart_ended() == []
    assert alive(running.pid)


def test_a_program_that_keeps_ending_is_tried_less_and_less_often(
    supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor.start(Program("one", [sys.executable, "-c", "raise SystemExit(3)"]))
    eventually(supervisor.restart_ended)
    eventually(lambda: supervisor.restart_ended() or "next try in 1 s" in capsys.readouterr().out)
    assert supervisor.restart_ended() == []


def test_the_pauses_grow_to_half_a_minute_and_no_further() -> None:
    assert [pause_before_try(failures) for failures in range(1, 9)] == [0, 1, 2, 4, 8, 16, 30, 30]


def test_a_program_that_ran_steadily_starts_again_at_once(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    supervisor.start(Program("one", [sys.executable, "-c", "pass"]))
    eventually(supervisor.restart_ended)
    monkeypatch.setattr("scripts.supervisor.STEADY", 0.0)
    eventually(lambda: supervisor.restart_ended() == ["one"])
    assert STEADY > 0


def test_leaving_stops_everything_the_last_started_first(tmp_path: Path) -> None:
    tell = "import signal, sys; say = lambda *_: sys.exit(print(sys.argv[1], flush=True));"
    tell += "signal.signal(signal.SIGTERM, say); print('up', flush=True); signal.pause()"
    order = tmp_path / "log"
    with Supervisor(order, tmp_path / "pids.json") as supervisor:
        running = [
            supervisor.start(Program(name, [sys.executable, "-c", tell, name])) for name in ("one", "two")
        ]
        eventually(lambda: all((order / f"{name}.log").read_text() == "up\n" for name in ("one", "two")))
    assert not any(alive(one.pid) for one in running)
    ended = [(order / f"{name}.log").stat().st_mtime_ns for name in ("two", "one")]
    assert ended == sorted(ended)
    assert not (tmp_path / "pids.json").exists()


def test_a_program_deaf_to_the_signal_is_killed_after_its_patience(tmp_path: Path) -> None:
    deaf = Running(Program("deaf", STUBBORN, patience=0.1), tmp_path)
    eventually(lambda: "deaf" in (tmp_path / "deaf.log").read_text())
    deaf.stop()
    assert deaf.ended() == -signal.SIGKILL


def test_stopping_takes_the_children_of_a_program_along(tmp_path: Path) -> None:
    code = "import os, signal; child = os.fork(); child and print(child, flush=True); signal.pause()"
    parent = Running(Program("parent", [sys.executable, "-c", code]), tmp_path)
    eventually(lambda: (tmp_path / "parent.log").read_text().endswith("\n"))
    child = int((tmp_path / "parent.log").read_text())
    parent.stop()
    eventually(lambda: not alive(child) or Path(f"/proc/{child}/stat").read_text().split()[2] == "Z")


def test_waiting_for_a_program_that_died_says_so(tmp_path: Path) -> None:
    dead = Running(Program("dead", [sys.executable, "-c", "raise SystemExit(3)"]), tmp_path)
    with pytest.raises(Stop, match="dead ended with error code 3"):
        wait_until(lambda: False, dead, seconds=10)


def test_waiting_does_not_last_for_ever(tmp_path: Path) -> None:
    slow = Running(Program("slow", FOREVER), tmp_path)
    with pytest.raises(Stop, match="slow was not ready"):
        wait_until(lambda: False, slow, seconds=0.1)
    slow.stop()


def test_what_a_crash_left_running_is_stopped_by_the_next_start(tmp_path: Path) -> None:
    record = tmp_path / "pids.json"
    crashed = Running(Program("one", FOREVER), tmp_path)
    pids.write(record, {"one": crashed.pid})
    assert pids.stop_leftovers(record) == ["one"]
    assert crashed.ended() is not None
    assert not record.exists()


def test_a_process_that_only_inherited_the_number_is_left_alone(tmp_path: Path) -> None:
    record = tmp_path / "pids.json"
    stranger = Running(Program("stranger", FOREVER), tmp_path)
    pids.write(record, {"one": stranger.pid})
    record.write_text(record.read_text().replace('"started": ', '"started": 1'))
    assert pids.stop_leftovers(record) == []
    assert stranger.ended() is None
    stranger.stop()


def test_a_record_of_an_earlier_boot_names_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "pids.json"
    pids.write(record, {"me": os.getpid()})
    assert pids.read(record) == {"me": os.getpid()}
    (tmp_path / "boot").write_text("another")
    monkeypatch.setattr(pids, "BOOT_ID", tmp_path / "boot")
    assert pids.read(record) == {}


def test_a_log_that_has_grown_long_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.processes.LOG_LIMIT", 3)
    (tmp_path / "one.log").write_text("long\n")
    Running(Program("one", FOREVER), tmp_path).stop()
    assert (tmp_path / "one.log.1").read_text() == "long\n"
    assert (tmp_path / "one.log").read_text() == ""
