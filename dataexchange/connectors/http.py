"""JSON over HTTP to an address from the settings, distrusting everything that comes back.

No redirects, no proxies from the environment, no compression; two seconds to connect, ten for all;
an answer of at most 1 MB that must be a JSON object (reliability.md 2.8). httpcore, the layer
beneath httpx, because only there a deadline for the whole call can be kept.
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore
from django.core.exceptions import ImproperlyConfigured

from dataexchange.connectors.base import ExchangeFailed
from dataexchange.connectors.deadline import Deadline, DeadlineBackend
from dataexchange.states import Outcome

CONNECT_SECONDS = 2.0
TOTAL_SECONDS = 10.0
LARGEST_ANSWER = 1024 * 1024
BUSY_STATUS = frozenset({429, 503})


@dataclass(frozen=True)
class Address:
    """A base address from the settings: the only scheme, host and port its calls ever go to."""

    url: str

    @classmethod
    def read(cls, url: str) -> "Address":
        """Raises ImproperlyConfigured for anything but http(s)://host[:port]/path."""
        parts = urlsplit(url)
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
            raise ImproperlyConfigured(f"{url!r} is not the address of a partner.")
        return cls(url.rstrip("/"))

    def __truediv__(self, path: str) -> str:
        return f"{self.url}/{path}"


@dataclass(frozen=True)
class JsonAnswer:
    """A successful answer that could be read."""

    status: int
    content: dict[str, Any]


def call_json(
    method: str,
    url: str,
    *,
    content: bytes = b"",
    headers: Mapping[str, str] | None = None,
    seconds: float = TOTAL_SECONDS,
) -> JsonAnswer:
    """One call. Raises ExchangeFailed for everything but a 2xx with a readable JSON object."""
    try:
        status, answered, body = _exchange(method, url, content, headers or {}, seconds)
    except httpcore.TimeoutException as error:
        raise ExchangeFailed(Outcome.TIMED_OUT, str(error)) from error
    except httpcore.ConnectError as error:
        raise ExchangeFailed(Outcome.UNREACHABLE, str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise ExchangeFailed(Outcome.BROKEN_OFF, str(error)) from error
    _check_status(status, answered)
    return JsonAnswer(status, _read_json(body, status))


def _exchange(
    method: str, url: str, content: bytes, headers: Mapping[str, str], seconds: float
) -> tuple[int, dict[str, str], bytes]:
    sent = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "one-window",
        "Connection": "close",
        **headers,
    }
    times = {"connect": CONNECT_SECONDS, "read": seconds, "write": seconds, "pool": seconds}
    deadline = DeadlineBackend(Deadline(seconds))
    secured = _tls() if url.startswith("https:") else None
    pool = httpcore.ConnectionPool(ssl_context=secured, network_backend=deadline)
    extensions = {"timeout": times}
    with (
        pool,
        pool.stream(
            method, url, headers=list(sent.items()), content=content, extensions=extensions
        ) as response,
    ):
        answered = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
        }
        return response.status, answered, _read_body(response)


@cache
def _tls() -> ssl.SSLContext:
    """The system's certificate authorities, read once: that alone takes tens of milliseconds."""
    return ssl.create_default_context()


def _read_body(response: httpcore.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise ExchangeFailed(Outcome.TOO_LARGE, status=response.status)
    return bytes(body)


def _check_status(status: int, headers: Mapping[str, str]) -> None:
    if 200 <= status < 300:
        return
    if status in BUSY_STATUS:
        raise ExchangeFailed(Outcome.BUSY, f"status {status}", status, _seconds(headers.get("retry-after")))
    if status >= 500:
        raise ExchangeFailed(Outcome.FAILED, f"status {status}", status)
    raise ExchangeFailed(Outcome.REFUSED, f"status {status}", status)


def _seconds(wish: str | None) -> float | None:
    """A Retry-After in seconds; a date is not worth a parser here, the ordinary back-off stands."""
    return float(wish) if wish and wish.isascii() and wish.isdigit() else None


def _read_json(body: bytes, status: int) -> dict[str, Any]:
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ExchangeFailed(Outcome.UNREADABLE, type(error).__name__, status) from error
    if not isinstance(content, dict):
        raise ExchangeFailed(Outcome.UNREADABLE, "not a JSON object", status)
    return content
