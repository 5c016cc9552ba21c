"""The whole product as real processes, in a folder of its own, for tests that kill them.

The same programs as `make demo` starts, with servers of their own on unix sockets and free ports.
Whatever happens to the test, leaving the context stops every process; what a hard kill of the test
itself leaves behind is stopped by the next `make test`, which finds the folder by its prefix.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from scripts import stack, throwaway
from scripts.account import private_folder, server_user
from scripts.paths import ROOT
from scripts.processes import Program, Running, signal_group, wait_until
from scripts.servers import Postgres, Redis
from scripts.supervisor import Supervisor
from tests.faults.patience import scaled, until

WATCH_SECONDS = 0.2


class Watcher(Supervisor):
    """Starts again what dies, as the demo does, except what a test wants to stay down."""

    def __init__(self, logs: Path, record: Path) -> None:
        super().__init__(logs, record)
        self._kept_down: set[str] = set()
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def begin(self) -> None:
        """From now on a program that ends is started again."""
        self._thread.start()

    def pid(self, name: str) -> int:
        """The process id of a program as it runs now."""
        with self._lock:
            return self._running[name].pid

    def start(self, program: Program) -> Running:
        """Starts a program; the watching thread and the test may both ask."""
        with self._lock:
            return super().start(program)

    def keep_down(self, name: str) -> None:
        """Kills a program and leaves it dead until `let_up`."""
        with self._lock:
            self._kept_down.add(name)
            signal_group(self.pid(name), signal.SIGKILL)

    def let_up(self, name: str) -> None:
        """Starts a program that was kept down, at once."""
        with self._lock:
            self._kept_down.discard(name)
            self._running[name].stop()
            self.start(self._running[name].program)

    def stop(self) -> None:
        """Ends the watching first, so that nothing is started again behind the end."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()
        super().stop()

    def _watch(self) -> None:
        while not self._over.wait(WATCH_SECONDS):
            with self._lock:
                self.restart_ended()

    def _due(self, name: str, running: Running, code: int) -> bool:
        return name not in self._kept_down and super()._due(name, running, code)


@dataclass(frozen=True)
class House:
    """The running product and what can be done to it."""

    folder: Path
    watcher: Watcher
    variables: dict[str, str]
    base: str
    sandbox: str

    @property
    def database(self) -> str:
        """The address of its database."""
        return self.variables["DATABASE_URL"]

    def kill(self, name: str) -> None:
        """kill -9, the whole process group; the watcher starts the program again."""
        signal_group(self.watcher.pid(name), signal.SIGKILL)

    def signal(self, name: str, number: signal.Signals) -> None:
        """Sends a program any other signal; when it ends of it, the watcher starts it again."""
        os.kill(self.watcher.pid(name), number)

    def kill_one_child(self, name: str) -> int:
        """kill -9 to one of a program's processes, such as one of gunicorn's; its id."""
        leader = self.watcher.pid(name)
        child = int(Path(f"/proc/{leader}/task/{leader}/children").read_text(encoding="ascii").split()[0])
        os.kill(child, signal.SIGKILL)
        return child

    def crash_postgres(self) -> None:
        """An immediate shutdown, as by `pg_ctl stop -m immediate`: no checkpoint, everybody is cut off."""
        os.kill(self.watcher.pid("postgres"), signal.SIGQUIT)

    @contextmanager
    def down(self, name: str) -> Iterator[None]:
        """Inside it the program is dead."""
        self.watcher.keep_down(name)
        try:
            yield
        finally:
            self.watcher.let_up(name)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Inside it the program lives but does nothing: connections hang instead of failing."""
        pid = self.watcher.pid(name)
        signal_group(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            signal_group(pid, signal.SIGCONT)

    @contextmanager
    def second_beat(self) -> Iterator[Callable[[], bool]]:
        """Inside it two clocks ring for everything; gives the question whether the second one does."""
        program = stack.beat(self.variables, schedule=self.folder / "second-beat-schedule")
        logs = self.folder / "log" / "second"
        second = Running(program, logs)
        try:
            yield lambda: "ledger.sweep" in (logs / "beat.log").read_text(encoding="utf-8")
        finally:
            second.stop()

    def flush_redis(self) -> None:
        """FLUSHALL: every message, queue and binding is gone."""
        until(self._flush_redis, seconds=10)

    def _flush_redis(self) -> bool:
        """Whether it could be done: a Redis that has just been started may not listen yet."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            try:
                connection.connect(str(self.folder / "redis.sock"))
                connection.sendall(b"FLUSHALL\r\n")
                return connection.recv(16).startswith(b"+OK")
            except OSError:
                return False

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a management command of the house."""
        return self._python("manage.py", *arguments)

    def prepare(self) -> None:
        """Tables, keys, the demo city, accounts, credentials: what `make demo` does before it starts."""
        prepared = self._python("-m", "scripts.prepare", str(self.folder))
        assert prepared.returncode == 0, prepared.stdout + prepared.stderr

    def _python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **self.variables}
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def running_house() -> Iterator[House]:
    """Servers, data and every program, ready; gone at the end."""
    user = server_user()
    folder = Path(tempfile.mkdtemp(prefix=throwaway.PREFIX))
    with ExitStack() as at_the_end:
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        private_folder(folder, user)
        lock = at_the_end.enter_context((folder / "lock").open("w"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        watcher = at_the_end.enter_context(Watcher(folder / "log", folder / "pids.json"))
        postgres = Postgres(folder, folder, user, durable=True)
        redis = Redis(folder, folder, user, durable=True)
        postgres.create()
        for server in (postgres, redis):
            wait_until(server.ready, watcher.start(server.program()), seconds=scaled(30))
        postgres.create_database("portal")
        house = _house(folder, watcher, throwaway.variables(folder, postgres, redis))
        house.prepare()
        _start_programs(house)
        watcher.begin()
        yield house


def _house(folder: Path, watcher: Watcher, variables: dict[str, str]) -> House:
    base = f"http://127.0.0.1:{_free_port()}"
    sandbox = f"http://127.0.0.1:{_free_port()}"
    ours = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "SITE_URL": base,
        "SANDBOX": "on",
        "SANDBOX_URL": sandbox,
        # Every message leaves at once and alone, at night too: what is under way can be waited for.
        "SMS_QUIET_FROM": "0",
        "SMS_QUIET_TO": "0",
        "NOTICE_DIGEST_FROM": "1",
    }
    return House(folder, watcher, {**variables, **ours}, base, sandbox)


def _start_programs(house: House) -> None:
    start, variables = house.watcher.start, house.variables
    web = start(stack.web(variables, bind=house.base.removeprefix("http://")))
    sandbox = start(stack.sandbox(variables, port=int(house.sandbox.rpartition(":")[2])))
    for program in (stack.worker, stack.papers, stack.partner):
        start(program(variables))
    start(stack.beat(variables, schedule=house.folder / "beat-schedule"))
    wait_until(lambda: answers(f"{house.base}/livez"), web, seconds=scaled(60))
    wait_until(lambda: answers(f"{house.sandbox}/health"), sandbox, seconds=scaled(60))


def answers(address: str) -> bool:
    """Whether a program is there."""
    try:
        return httpx.get(address, timeout=5, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
