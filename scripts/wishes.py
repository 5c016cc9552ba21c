"""What the caller of `make demo` chose by variables."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.console import Stop


@dataclass(frozen=True)
class Wishes:
    """port and host of the pages; fresh: forget everything first; sandbox: play the tax bureau's system."""

    port: int
    host: str
    fresh: bool
    sandbox: bool

    @property
    def site(self) -> str:
        """The address to type into a browser on this machine."""
        return f"http://localhost:{self.port}"


def read_wishes(variables: Mapping[str, str]) -> Wishes:
    """Reads PORT, HOST, FRESH and SANDBOX; Stop for a port that is none."""
    port = variables.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Stop(f"PORT must be a number from 1 to 65535, not {port!r}.")
    return Wishes(
        port=int(port),
        host=variables.get("HOST") or "127.0.0.1",
        fresh=_on(variables.get("FRESH") or "off"),
        sandbox=_on(variables.get("SANDBOX") or "on"),
    )


def _on(value: str) -> bool:
    return value.strip().lower() not in {"0", "off", "no", "false"}


def check_port(wishes: Wishes) -> None:
    """Stop when another program already listens there."""
    if not _free(wishes.host, wishes.port):
        raise Stop(
            f"Port {wishes.port} is in use by another program.\n"
            f"Choose another: make demo PORT={wishes.port + 1}"
        )


def sandbox_port(wishes: Wishes) -> int:
    """The first free port after that of the pages."""
    for port in range(wishes.port + 1, 65536):
        if _free("127.0.0.1", port):
            return port
    raise Stop(f"No free port for the sandbox above {wishes.port}; choose a lower PORT.")


def _free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
