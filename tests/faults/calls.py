"""Callers of the API that do as a careful client does: one key per act, and again until it is answered."""

import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.faults.patience import scaled

GIVE_UP = 60.0  # seconds of trying one call
PAUSE = 0.3
TWIN = "idempotency_key_in_use"
NAMES = ("citizen1", "citizen3", "clerk1", "exit1", "reviewer-d-zjj", "reviewer-d-swj", "reviewer-d-zgj")


@dataclass
class Entry:
    """One act as its caller knows it: what was sent, and what was acknowledged."""

    key: str
    who: str
    path: str
    body: dict[str, Any]
    answer: dict[str, Any] | None = None
    tries: int = 0
    seconds: list[float] = field(default_factory=list)


class Journal:
    """What was tried and what was acknowledged, by all callers; the oracle of what must be there."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lock = threading.Lock()

    def intend(self, entry: Entry) -> None:
        """Written down before the call is sent."""
        with self._lock:
            self._entries.append(entry)

    def entries(self) -> list[Entry]:
        """Every act that was tried."""
        with self._lock:
            return list(self._entries)

    def tries(self) -> int:
        """How often something was sent, repetitions included."""
        return sum(entry.tries for entry in self.entries())

    def submissions(self) -> list[Entry]:
        """Every attempt to submit."""
        return [entry for entry in self.entries() if entry.path.endswith("/submit/")]

    def acknowledged(self) -> list[Entry]:
        """Every submission whose number its caller holds in hand."""
        return [entry for entry in self.submissions() if entry.answer is not None]

    def longest_try(self) -> float:
        """Seconds of the slowest single answer."""
        return max((second for entry in self.entries() for second in entry.seconds), default=0.0)


class Callers:
    """Everybody of the cast who calls, each with a token."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=scaled(15), trust_env=False)
        self.tokens = {name: self._token(name) for name in NAMES}

    def _token(self, name: str) -> str:
        answer = self.http.post("/api/v1/token/", json={"username": name, "password": "demo"})
        return answer.raise_for_status().json()["token"]

    def act(self, journal: Journal, who: str, method: str, path: str, **body: Any) -> dict[str, Any]:
        """One act: the same key until it is answered. Fails for an answer that refuses it."""
        entry = Entry(str(uuid.uuid4()), who, path, body)
        journal.intend(entry)
        entry.answer = self.repeat(entry, method)
        return entry.answer

    def repeat(self, entry: Entry, method: str = "POST") -> dict[str, Any]:
        """Sends an act with the key it has, again and again until there is an answer."""
        end = time.monotonic() + scaled(GIVE_UP)
        while True:
            entry.tries += 1
            begun = time.monotonic()
            try:
                answer = self._send(method, entry)
            except httpx.TransportError as error:
                answer, told = None, repr(error)
            entry.seconds.append(time.monotonic() - begun)
            if answer is not None:
                if answer.is_success:
                    return answer.json()
                told = f"{answer.status_code} {answer.text[:500]}"
                assert _may_come_right(answer), f"{entry.path} by {entry.who}: {told}"
            assert time.monotonic() < end, f"{entry.path} by {entry.who} was never answered: {told}"
            time.sleep(PAUSE)

    def _send(self, method: str, entry: Entry) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[entry.who]}", "Idempotency-Key": entry.key}
        return self.http.request(method, f"/api/v1{entry.path}", headers=headers, **entry.body)

    def look(self, who: str, path: str) -> dict[str, Any]:
        """A reading call, again until it is answered."""
        return self.repeat(Entry("", who, path, {}), "GET")


def _may_come_right(answer: httpx.Response) -> bool:
    """Whether the same call may succeed later: a fault of the server, or its twin still running."""
    return answer.status_code >= 500 or TWIN in answer.text
