"""Who runs PostgreSQL and Redis, and where their files and sockets may lie.

PostgreSQL refuses to run as root. Started by root, the servers run as a system user of their own,
made when it is missing; started by anyone else, as that person.
"""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from scripts.console import Stop
from scripts.paths import CHECKOUT, RUN

SYSTEM_USER = "one-window"
# The kernel's limit for a socket's path is 107 bytes; PostgreSQL's own part of it is about 20.
LONGEST_SOCKET_FOLDER = 85


def server_user() -> pwd.struct_passwd:
    """The ordinary user that the servers run as."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return _make_system_user()


def _make_system_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    command = [useradd, "--system", "--no-create-home", "--home-dir", "/nonexistent", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(
            f"PostgreSQL does not run as root, and the user {SYSTEM_USER} for it could not be made: {error}\n"
            "Run the command as an ordinary user instead."
        ) from error
    return pwd.getpwnam(SYSTEM_USER)


def state_folder() -> Path:
    """Where the demo's database and broker keep their files: .run, if their user can get there."""
    if os.geteuid() != 0 or all(_open_to_all(folder) for folder in RUN.parents):
        return RUN
    return Path("/var/lib") / f"{SYSTEM_USER}-{CHECKOUT}"


def _open_to_all(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def socket_folder(state: Path, user: pwd.struct_passwd) -> Path:
    """A private folder whose path is short enough for sockets."""
    inside = state / "sockets"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return private_folder(inside, user)
    base = Path("/run") if os.geteuid() == 0 else Path("/tmp")  # noqa: S108  made private, owner checked
    return private_folder(base / f"{SYSTEM_USER}-{user.pw_uid}-{CHECKOUT}", user)


def private_folder(path: Path, user: pwd.struct_passwd) -> Path:
    """Makes the folder, or checks that it is one that only this user can enter.

    Stop when somebody else owns it: the servers trust whoever reaches their sockets.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() == 0 and path.stat().st_uid == 0:
        os.chown(path, user.pw_uid, user.pw_gid)
    if path.is_symlink() or path.stat().st_uid != user.pw_uid:
        raise Stop(f"{path} belongs to another user; remove it or run this as that user.")
    path.chmod(0o700)
    return path
