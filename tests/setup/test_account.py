"""Where the servers' files and sockets lie, and who may get at them."""

import os
import pwd
from pathlib import Path

import pytest

from scripts import account
from scripts.console import Stop

ME = pwd.getpwuid(os.geteuid())


def test_sockets_lie_with_the_rest_when_the_path_is_short(tmp_path: Path) -> None:
    folder = account.socket_folder(tmp_path, ME)
    assert folder == tmp_path / "sockets"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_long_path_moves_the_sockets_to_a_short_one(tmp_path: Path) -> None:
    folder = account.socket_folder(tmp_path / ("deep" * 30), ME)
    try:
        assert len(os.fsencode(folder)) <= account.LONGEST_SOCKET_FOLDER
        assert folder.stat().st_mode & 0o777 == 0o700
    finally:
        folder.rmdir()


def test_a_private_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    stranger = pwd.struct_passwd(("stranger", "x", 54321, 54321, "", "/", ""))
    (tmp_path / "taken").mkdir()
    if os.geteuid() == 0:
        os.chown(tmp_path / "taken", 12345, 12345)
    with pytest.raises(Stop, match="belongs to another user"):
        account.private_folder(tmp_path / "taken", stranger)


def test_a_link_in_place_of_a_private_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Stop, match="belongs to another user"):
        account.private_folder(tmp_path / "link", ME)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root chooses another user")
def test_root_hands_the_servers_to_an_ordinary_user() -> None:
    assert account.server_user().pw_uid != 0
