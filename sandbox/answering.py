"""The played department at work: decides the tasks on its desks, through the portal's API, later."""

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sandbox.behaviour import Behaviour
from sandbox.conclusions import decision_for
from sandbox.offices import ASKED, DECIDED, DROPPED, RECEIVED, Entry
from sandbox.portal_client import Portal, Unreachable

log = logging.getLogger("sandbox.answering")

THREADS = 4
FIRST_PAUSE = 0.5  # seconds before a task is looked at again; doubles up to the longest
LONGEST_PAUSE = 5.0
TICK = 0.05
REPEATS = 5
ASK = "ask"
# A gate of another department, a material still owed, a twin of this call: all pass with time.
PASSING_CODES = frozenset({"blocked", "material_owed", "idempotency_key_in_use"})
PASSING_STATUS = frozenset({422, 429})
SPOILED = {"decision": "approve", "opinion": "sandbox: told to be wrong", "conclusion": {"no_such_field": 1}}


class Answering:
    """Looks at what is due, several at a time, until it is decided or no longer wanted."""

    def __init__(self, portal: Portal, behaviour_of: Callable[[str], Behaviour]) -> None:
        self._portal = portal
        self._behaviour_of = behaviour_of
        self._due: dict[str, tuple[float, Entry]] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="sandbox-answering")
        self._clock = threading.Thread(target=self._run, name="sandbox-clock", daemon=True)

    def start(self) -> None:
        """Begins to work."""
        self._clock.start()

    def stop(self) -> None:
        """Lays down the work."""
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def look_at(self, entry: Entry, *, after: float) -> None:
        """The task is due in that many seconds; news about a task put it earlier."""
        with self._lock:
            self._due[entry.task] = (time.monotonic() + after, entry)

    def _run(self) -> None:
        while not self._stop.wait(TICK):
            for entry in self._take_due():
                self._pool.submit(self._work_on, entry)

    def _take_due(self) -> list[Entry]:
        now = time.monotonic()
        with self._lock:
            due = [entry for at, entry in self._due.values() if at <= now]
            for entry in due:
                del self._due[entry.task]
        return due

    def _work_on(self, entry: Entry) -> None:
        behaviour = self._behaviour_of(entry.department)
        if entry.state != RECEIVED or not (behaviour.decides or entry.decision):
            return
        try:
            status, answer = self._decide(entry, behaviour)
        except Unreachable as error:
            status, answer = 0, {"code": str(error)}
        entry.last_answer = f"{status} {answer.get('code', '')}".strip()
        entry.tries += 1
        log.info("task %s: the portal said %s", entry.task, entry.last_answer)
        if status == 200:
            self._done(entry)
        elif _is_final(status, answer):
            entry.state = DROPPED
        else:
            self.look_at(entry, after=min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(entry.tries, 6)))

    def _done(self, entry: Entry) -> None:
        """Decided; or asked, and then the task waits for the news that the applicant has answered."""
        entry.state = ASKED if entry.decision == ASK else DECIDED
        entry.decision = "" if entry.decision == ASK else entry.decision

    def _decide(self, entry: Entry, behaviour: Behaviour) -> tuple[int, dict[str, Any]]:
        claim = self._portal.call(
            entry.department, f"/api/v1/tasks/{entry.task}/claim/", {}, f"sandbox-{entry.task}-claim"
        )
        if claim[0] != 200:
            return claim
        decision = entry.decision or behaviour.decision
        if decision == ASK:
            return self._ask(entry)
        content = decision_for(entry.message, decision, entry.opinion or behaviour.opinion)
        if behaviour.mode == "wrong" and not entry.decision:
            content = SPOILED
        times = REPEATS if behaviour.mode == "repeat" else 1
        answers = [
            self._portal.call(
                entry.department,
                f"/api/v1/tasks/{entry.task}/decide/",
                content,
                f"sandbox-{entry.task}-{number}-{_digest(content)}",
            )
            for number in range(times)
        ]
        return answers[0]

    def _ask(self, entry: Entry) -> tuple[int, dict[str, Any]]:
        """Puts the question that it was told to put."""
        content = {"gaps": entry.gaps}
        path = f"/api/v1/tasks/{entry.task}/ask/"
        return self._portal.call(
            entry.department, path, content, f"sandbox-{entry.task}-ask-{_digest(content)}"
        )


def _digest(content: dict[str, Any]) -> str:
    """The same decision is the same call, however often it is sent."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _is_final(status: int, answer: dict[str, Any]) -> bool:
    """Whether the portal wants no decision from here any more: decided, withdrawn, taken back to the desk."""
    passing = status in PASSING_STATUS or answer.get("code") in PASSING_CODES
    return 400 <= status < 500 and not passing
