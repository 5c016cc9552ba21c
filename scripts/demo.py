"""`make demo`: the whole product on this machine, in the foreground, until Ctrl-C.

PORT=8001 chooses another port, FRESH=1 starts empty, SANDBOX=off leaves every task to the reviewers'
desks, HOST=0.0.0.0 lets other machines in (over plain HTTP, with known passwords: only among friends).
"""

import fcntl
import json
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import command, pids, stack, translations
from scripts.account import server_user, socket_folder, state_folder
from scripts.accounts_table import accounts_table
from scripts.console import Stop, clean_up_when_terminated, run_main, say
from scripts.environment import lasting_secret, write_run_env
from scripts.install import install
from scripts.paths import LOGS, PIDS, PYTHON, RUN, RUN_ENV
from scripts.processes import wait_until
from scripts.servers import Postgres, Redis
from scripts.supervisor import Supervisor
from scripts.wishes import Wishes, check_port, read_wishes, sandbox_port

NOTES = RUN / "notes"  # which accounts there are, which catalogue was imported
SECONDS = 120.0  # a server may have to recover after a crash, a loaded machine is slow


def main() -> int:
    """0 when it was ended by Ctrl-C."""
    clean_up_when_terminated()
    wishes = read_wishes(os.environ)
    install()
    with only_one(wishes):
        clear_up()
        check_port(wishes)
        if wishes.fresh:
            forget_everything()
        try:
            with Supervisor(LOGS, PIDS) as supervisor:
                run(supervisor, wishes)
        except KeyboardInterrupt:
            say("Everything is stopped. The data are kept; FRESH=1 starts empty.")
        finally:
            RUN_ENV.unlink(missing_ok=True)
    return 0


def run(supervisor: Supervisor, wishes: Wishes) -> None:
    """Starts the servers, brings the data up to date, starts the programs, and watches them all."""
    translations.compile_catalogue()
    say("Starting PostgreSQL and Redis")
    port = sandbox_port(wishes) if wishes.sandbox and stack.has_sandbox() else None
    variables = start_servers(supervisor, wishes, port)
    write_run_env(RUN_ENV, variables)
    NOTES.mkdir(exist_ok=True)
    say("Bringing the data up to date")
    if command.run([str(PYTHON), "-m", "scripts.prepare", str(NOTES)], variables):
        raise Stop("The data could not be brought up to date (the reason is above).")
    say("Starting the portal")
    start_programs(supervisor, wishes, variables, port)
    say(welcome(wishes, port))
    supervisor.watch()


def start_servers(supervisor: Supervisor, wishes: Wishes, port: int | None) -> dict[str, str]:
    """PostgreSQL and Redis, ready, and the variables that lead to them."""
    user, state = server_user(), state_folder()
    sockets = socket_folder(state, user)
    postgres = Postgres(state, sockets, user, durable=True)
    redis = Redis(state, sockets, user, durable=True)
    postgres.create()
    for server in (postgres, redis):
        wait_until(server.ready, supervisor.start(server.program()), seconds=SECONDS)
    postgres.create_database("portal")
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "DATABASE_URL": postgres.url("portal"),
        "REDIS_URL": redis.url(),
        "SITE_URL": wishes.site,
        "SANDBOX": "on" if port else "off",
        "SANDBOX_URL": f"http://127.0.0.1:{port}" if port else "",
        "KEY_DIR": str(RUN / "keys"),
        "MEDIA_ROOT": str(RUN / "media"),
        "SECRET_KEY": lasting_secret(RUN / "secret_key"),
        "PAYMENT_KEY": lasting_secret(RUN / "payment_key"),
        "COURIER_KEY": lasting_secret(RUN / "courier_key"),
        "SMS_KEY": lasting_secret(RUN / "sms_key"),
        "MAIL_DIR": str(RUN / "mail"),
    }


def start_programs(
    supervisor: Supervisor, wishes: Wishes, variables: dict[str, str], port: int | None
) -> None:
    """The pages first and alone, so that they answer soon; then whatever works behind them."""
    web = supervisor.start(stack.web(variables, bind=f"{wishes.host}:{wishes.port}"))
    wait_until(lambda: answers(f"{wishes.site}/livez"), web, seconds=SECONDS)
    if port:
        supervisor.start(stack.sandbox(variables, port=port))
        supervisor.start(stack.partner(variables))
    supervisor.start(stack.worker(variables))
    supervisor.start(stack.papers(variables))
    supervisor.start(stack.beat(variables, schedule=RUN / "beat-schedule"))


def answers(address: str) -> bool:
    """Whether something speaks HTTP there, whatever it says."""
    try:
        urllib.request.urlopen(address, timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def played(port: int | None) -> list[str]:
    """Where to see what left the house: the sandbox plays payment, courier, text messages and mail."""
    if port is None:
        return []
    site = f"http://127.0.0.1:{port}"
    return [f"Text messages, mails and parcels are shown at {site}/sms/, {site}/mail/ and {site}/carrier/"]


def welcome(wishes: Wishes, port: int | None = None) -> str:
    """The address, who can sign in, and where to look when something is odd."""
    accounts = json.loads((NOTES / "accounts.json").read_text(encoding="utf-8"))
    return "\n".join(
        [
            "",
            accounts_table(accounts),
            "",
            f"One Window runs at {wishes.site} - every demo account above has the password: demo",
            *played(port),
            f"Logs are in {LOGS}. Ctrl-C stops everything; the data are kept.",
        ]
    )


def clear_up() -> None:
    """Stops what a crashed forerunner left running."""
    for name in pids.stop_leftovers(PIDS):
        say(f"Stopped {name}, left over from a run that was broken off")


def forget_everything() -> None:
    """Removes the data of earlier runs; the logs and the installed packages stay."""
    say("Starting empty: the data of earlier runs are removed")
    state = state_folder()
    for folder in (state / "postgres", state / "redis", RUN / "keys", RUN / "media", RUN / "mail", NOTES):
        if folder.exists():
            shutil.rmtree(folder)
    for file in (*RUN.glob("*_key"), *RUN.glob("beat-schedule*")):
        file.unlink(missing_ok=True)


@contextmanager
def only_one(wishes: Wishes) -> Iterator[None]:
    """Holds the demo's lock; Stop when another `make demo` of this checkout runs."""
    path: Path = RUN / "demo.lock"
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(f"The demo is already running ({path.read_text()}). Stop it there first.") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, {wishes.site}")
        lock.flush()
        yield


if __name__ == "__main__":
    run_main(main)
