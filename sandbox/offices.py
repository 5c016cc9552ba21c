"""The desk of a played department: the tasks it was given, each once, whatever is repeated."""

import hashlib
import json
import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Any

log = logging.getLogger("sandbox.offices")

RECEIVED, ASKED, DECIDED = "received", "asked", "decided"
DROPPED, WITHDRAWN = "dropped", "withdrawn"
Answer = tuple[int, dict[str, Any]]


@dataclass
class Entry:
    """One task on the desk."""

    task: str
    department: str
    message: dict[str, Any]
    state: str = RECEIVED
    pushes: int = 1
    tries: int = 0
    decision: str = ""
    opinion: str = ""
    gaps: list[dict[str, str]] = field(default_factory=list)
    last_answer: str = ""
    received_at: float = field(default_factory=time.time)

    @property
    def reference(self) -> str:
        """The department's own number for the task, always the same for the same task."""
        return f"SANDBOX-{self.department}-{hashlib.sha256(self.task.encode()).hexdigest()[:10].upper()}"

    def summary(self) -> dict[str, Any]:
        """What the control call and the status call show; no personal data."""
        return {
            "task": self.task,
            "reference": self.reference,
            "state": self.state,
            "pushes": self.pushes,
            "tries": self.tries,
            "last_answer": self.last_answer,
            "facts": sorted(self.message.get("facts", {})),
            "owed": sorted(one["material"] for one in self._materials() if one.get("owed_until")),
            "answered": [one["answered_at"] is not None for one in self.message.get("questions", [])],
        }

    def _materials(self) -> list[dict[str, Any]]:
        return self.message.get("materials", [])

    def is_answered(self) -> bool:
        """Whether nothing that was asked of the applicant is open any more."""
        questions = self.message.get("questions", [])
        return bool(questions) and all(one["answered_at"] for one in questions)


class Office:
    """One department's desk, safe for many threads."""

    def __init__(self, department: str) -> None:
        self.department = department
        self._entries: dict[str, Entry] = {}
        self._answers: dict[str, tuple[str, Answer]] = {}
        self._lock = threading.RLock()

    def receive(self, key: str, message: dict[str, Any]) -> tuple[Answer, Entry | None]:
        """Takes a task in, or news of a known one; the same key gives the first answer again.

        The entry is given back when there is something new to work on.
        """
        with self._lock:
            repeated = self._repeated(key, message)
            if repeated:
                return repeated, None
            task = str(message.get("task", ""))
            entry = self._entries.get(task)
            if entry and entry.state == WITHDRAWN:
                return (409, {"error": "withdrawn", "task": task}), None
            entry = self._put(task, message, entry)
            answer = (202, {"task": task, "reference": entry.reference, "accepted": True})
            self._answers[key] = (_digest(message), answer)
            log.info("task %s of case %s received", task, message.get("case", {}).get("number"))
            return answer, entry

    def _repeated(self, key: str, message: dict[str, Any]) -> Answer | None:
        known = self._answers.get(key)
        if known is None:
            return None
        if known[0] != _digest(message):
            return 422, {"error": "this key came with another content before"}
        entry = self._entries[str(message["task"])]
        entry.pushes += 1
        return known[1]

    def _put(self, task: str, message: dict[str, Any], entry: Entry | None) -> Entry:
        if entry is None:
            entry = self._entries[task] = Entry(task, self.department, message)
        else:
            entry.pushes += 1
            if message.get("revision", 0) >= entry.message.get("revision", 0):
                entry.message = message
        if entry.state == ASKED and entry.is_answered():
            entry.state = RECEIVED
        return entry

    def withdraw(self, task: str) -> Answer:
        """Takes a task off the desk; one that never came is remembered, should it come later."""
        with self._lock:
            entry = self._entries.setdefault(task, Entry(task, self.department, {}, pushes=0))
            if entry.state in (RECEIVED, ASKED):
                entry.state = WITHDRAWN
            return 200, {"task": task, "reference": entry.reference, "accepted": True}

    def status(self, task: str) -> Answer:
        """Where a task stands."""
        with self._lock:
            entry = self._entries.get(task)
            return (200, entry.summary()) if entry else (404, {"error": "no such task"})

    def find(self, task: str) -> Entry | None:
        """The entry of a task, if it ever came."""
        with self._lock:
            return self._entries.get(task)

    def waiting(self) -> list[Entry]:
        """What is still to be decided."""
        with self._lock:
            return [entry for entry in self._entries.values() if entry.state == RECEIVED]

    def entries(self) -> list[Entry]:
        """Everything that ever came."""
        with self._lock:
            return list(self._entries.values())


def _digest(message: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()
