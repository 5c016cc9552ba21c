"""The played department's way into the portal: OAuth 2 client credentials and the public API."""

import base64
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIMEOUT_SECONDS = 10
RENEW_BEFORE_SECONDS = 60
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy

Answer = tuple[int, dict[str, Any]]


class Unreachable(Exception):
    """The portal did not answer, or this department has no credentials for it yet."""


@dataclass
class _Token:
    value: str
    ends_at: float


class Portal:
    """The portal's API as one department uses it."""

    def __init__(self, url: str, clients_file: Path | None) -> None:
        self._url = url
        self._clients_file = clients_file
        self._tokens: dict[str, _Token] = {}
        self._lock = threading.Lock()

    def call(self, department: str, path: str, content: dict[str, Any], key: str) -> Answer:
        """POSTs to the API; gives status and body. A token that has lost its force is renewed once."""
        status, answer = self._call(department, path, content, key)
        if status == 401:
            self._tokens.pop(department, None)
            status, answer = self._call(department, path, content, key)
        return status, answer

    def _call(self, department: str, path: str, content: dict[str, Any], key: str) -> Answer:
        headers = {
            "Authorization": f"Bearer {self._token(department)}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "User-Agent": "one-window-sandbox",
        }
        return self._send(path, json.dumps(content).encode(), headers)

    def credentials(self, department: str) -> dict[str, str]:
        """client_id, client_secret and push_token of a department, read afresh: set-up may come later.

        Empty when there are none.
        """
        if self._clients_file is None or not self._clients_file.exists():
            return {}
        return json.loads(self._clients_file.read_text(encoding="utf-8")).get(department, {})

    def _token(self, department: str) -> str:
        with self._lock:
            token = self._tokens.get(department)
        if token is None or token.ends_at < time.monotonic():
            token = self._new_token(department)
            with self._lock:
                self._tokens[department] = token
        return token.value

    def _new_token(self, department: str) -> _Token:
        client = self.credentials(department)
        if not client:
            raise Unreachable(f"there are no credentials for {department}")
        basic = base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
        form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
        status, answer = self._send("/o/token/", form, headers)
        if status != 200:
            raise Unreachable(f"the portal gave no token: {status}")
        lifetime = float(answer.get("expires_in", 0)) - RENEW_BEFORE_SECONDS
        return _Token(str(answer["access_token"]), time.monotonic() + lifetime)

    def _send(self, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        request = urllib.request.Request(f"{self._url}{path}", data=body, headers=headers, method="POST")  # noqa: S310
        try:
            with DIRECT.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return answer.status, _json(answer.read())
        except urllib.error.HTTPError as problem:
            with problem:
                return problem.code, _json(problem.read())
        except (OSError, ValueError) as error:
            raise Unreachable(str(error)) from error


def _json(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body or b"{}")
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
