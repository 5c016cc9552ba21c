"""A PostgreSQL and a Redis for the time of one command, in a folder that is removed afterwards."""

import fcntl
import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import pids
from scripts.account import private_folder, server_user
from scripts.console import clean_up_when_terminated
from scripts.paths import CHECKOUT
from scripts.processes import wait_until
from scripts.servers import Postgres, Redis
from scripts.supervisor import Supervisor

PREFIX = f"one-window-{CHECKOUT}-"
SECONDS = 60.0  # a loaded machine is slow to start a server


@contextmanager
def servers(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Starts both and gives the variables that lead to them; stops and removes them whatever happens.

    durable: with the settings of production, for measurements; otherwise without waiting for the disk.
    """
    user = server_user()
    _remove_leftovers(user)
    clean_up_when_terminated()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        private_folder(folder, user)
        with (
            (folder / "lock").open("w") as lock,
            Supervisor(folder / "log", folder / "pids.json") as supervisor,
        ):
            fcntl.flock(lock, fcntl.LOCK_EX)
            postgres, redis = _start(supervisor, folder, user, durable=durable)
            yield variables(folder, postgres, redis)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def variables(folder: Path, postgres: Postgres, redis: Redis) -> dict[str, str]:
    """Every variable of `.run/env`, so that nothing of a demo running beside it seeps in."""
    return {
        "DATABASE_URL": postgres.url("portal"),
        "REDIS_URL": redis.url(),
        "SITE_URL": "http://localhost:8000",
        "SANDBOX_URL": "",
        "SANDBOX": "off",
        "SECRET_KEY": "throwaway-key-that-lives-as-long-as-these-servers-do",
        "KEY_DIR": str(folder / "keys"),
        "MEDIA_ROOT": str(folder / "media"),
    }


def _start(
    supervisor: Supervisor, folder: Path, user: pwd.struct_passwd, *, durable: bool
) -> tuple[Postgres, Redis]:
    postgres = Postgres(folder, folder, user, durable=durable)
    redis = Redis(folder, folder, user, durable=durable)
    postgres.create()
    for server in (postgres, redis):
        wait_until(server.ready, supervisor.start(server.program()), seconds=SECONDS)
    postgres.create_database("portal")
    return postgres, redis


def _remove_leftovers(user: pwd.struct_passwd) -> None:
    """Clears up after commands that were killed so hard that they could not do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.is_symlink() or folder.stat().st_uid not in {user.pw_uid, os.geteuid()}:
            continue
        if _abandoned(folder / "lock"):
            pids.stop_leftovers(folder / "pids.json")
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(lock: Path) -> bool:
    """Whether the command that made the folder is gone: nobody holds its lock."""
    try:
        with lock.open("r") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False  # just being made
    except BlockingIOError:
        return False
    return True
