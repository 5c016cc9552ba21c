"""The project's own PostgreSQL and Redis: private, on unix sockets, for the demo and for tests.

They listen on no network port. PostgreSQL trusts whoever reaches its socket, which lies in a folder
that only the servers' user (and root) can enter; production uses real servers with passwords.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from scripts.account import private_folder
from scripts.console import Stop
from scripts.packages import postgres_programs
from scripts.processes import Program, as_user

OWNER = "portal"
DURABLE = ["fsync=on", "synchronous_commit=on", "full_page_writes=on"]
THROWAWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


def program_version(programs: Path) -> str:
    """The major version of the PostgreSQL programs in a folder, or "" where there are none."""
    try:
        answer = subprocess.run(
            [programs / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.split()[2].partition(".")[0]  # postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)


class Postgres:
    """One database cluster with its data and its socket in the two folders.

    durable: what was committed survives a power cut; without it, for data nobody will miss, faster.
    """

    def __init__(self, folder: Path, sockets: Path, user: pwd.struct_passwd, *, durable: bool) -> None:
        self.user = user
        self.sockets = sockets
        self.durable = durable
        self.data = private_folder(folder / "postgres", user) / "data"
        self.programs = self._programs()

    def create(self) -> None:
        """Makes the cluster, once. Under another name first: a broken-off attempt leaves no half cluster."""
        if (self.data / "PG_VERSION").exists():
            return
        unfinished = self.data.with_name("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        options = [
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
        ]
        options += [] if self.durable else ["--no-sync"]
        self._run("initdb", "-D", str(unfinished), "-U", OWNER, *options)
        unfinished.rename(self.data)

    def program(self) -> Program:
        """The server, to be started. SIGINT is its fast and orderly way to stop."""
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=100",
            "timezone=UTC",
            *(DURABLE if self.durable else THROWAWAY),
        ]
        options = [argument for setting in settings for argument in ("-c", setting)]
        command = [str(self.programs / "postgres"), "-D", str(self.data), *options]
        return Program("postgres", command, user=self.user, stop_signal=signal.SIGINT, patience=30)

    def ready(self) -> bool:
        """Whether it accepts connections."""
        command = [str(self.programs / "pg_isready"), "-q", *self._where(), "-d", "postgres"]
        return subprocess.run(command, check=False).returncode == 0

    def create_database(self, name: str) -> None:
        """Makes the database unless it exists."""
        known = self._run(
            "psql", *self._where(), "-At", "-d", "postgres", "-c", "SELECT datname FROM pg_database"
        )
        if name not in known.split():
            self._run("createdb", *self._where(), name)

    def url(self, database: str) -> str:
        """The address as DATABASE_URL wants it."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.sockets))}"

    def _where(self) -> list[str]:
        return ["-h", str(self.sockets), "-U", OWNER]

    def _programs(self) -> Path:
        """The programs of the version that made the data, or for new data the newest."""
        newest = postgres_programs()
        if newest is None:
            raise Stop("PostgreSQL is not installed.")
        version_file = self.data / "PG_VERSION"
        if not version_file.exists():
            return newest
        version = version_file.read_text(encoding="ascii").strip()
        for programs in (newest.parent.parent / version / "bin", newest):
            if program_version(programs) == version:
                return programs
        raise Stop(
            f"The data in {self.data} was made by PostgreSQL {version}, which is not installed.\n"
            f"Install postgresql-{version}, or start empty: make demo FRESH=1"
        )

    def _run(self, program: str, *arguments: str) -> str:
        """Runs one of PostgreSQL's programs as the servers' user; its output, or Stop with its complaint."""
        finished = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd="/",
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
            **as_user(self.user),
        )
        if finished.returncode:
            raise Stop(f"{program} failed: {finished.stderr.strip()}")
        return finished.stdout


class Redis:
    """One broker. It is only the doorbell: losing what it holds loses no work."""

    def __init__(self, folder: Path, sockets: Path, user: pwd.struct_passwd, *, durable: bool) -> None:
        self.user = user
        self.durable = durable
        self.data = private_folder(folder / "redis", user)
        self.socket = sockets / "redis.sock"

    def program(self) -> Program:
        """The server, to be started."""
        binary = shutil.which("redis-server")
        if binary is None:
            raise Stop("redis-server is not installed.")
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "appendfsync": "everysec",
            "daemonize": "no",
        }
        options = [argument for key, value in settings.items() for argument in (f"--{key}", value)]
        return Program("redis", [binary, *options], user=self.user)

    def ready(self) -> bool:
        """Whether it answers a PING."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def url(self, number: int = 0) -> str:
        """The address as REDIS_URL wants it."""
        return f"redis+socket://{quote(str(self.socket))}?virtual_host={number}"
