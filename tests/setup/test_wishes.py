"""What the caller of `make demo` may choose, and how a mistake is answered."""

import socket

import pytest

from scripts.console import Stop
from scripts.wishes import check_port, read_wishes, sandbox_port


def test_without_any_wish_there_is_a_default_for_each() -> None:
    wishes = read_wishes({"PORT": "", "FRESH": "", "SANDBOX": ""})
    assert (wishes.port, wishes.host, wishes.fresh, wishes.sandbox) == (8000, "127.0.0.1", False, True)
    assert wishes.site == "http://localhost:8000"


def test_wishes_are_read_from_variables() -> None:
    wishes = read_wishes({"PORT": "8123", "HOST": "0.0.0.0", "FRESH": "1", "SANDBOX": "off"})
    assert (wishes.port, wishes.host, wishes.fresh, wishes.sandbox) == (8123, "0.0.0.0", True, False)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.5"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(Stop, match="PORT must be"):
        read_wishes({"PORT": port})


def test_a_port_in_use_is_refused_and_another_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        wishes = read_wishes({"PORT": str(port)})
        with pytest.raises(Stop, match=f"PORT={port + 1}"):
            check_port(wishes)


def test_the_sandbox_gets_a_free_port_beside_the_pages() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert sandbox_port(read_wishes({"PORT": str(port - 1)})) > port
