"""What the sandbox plays: all departments and the shared data, each behaving as it was told."""

import threading
from typing import Any

from sandbox.answering import Answering
from sandbox.behaviour import Behaviour, Reply, instead_of_work, json_reply, spoiled, told
from sandbox.config import Config
from sandbox.offices import RECEIVED, Entry, Office
from sandbox.partners import NAMES, RAW, Partners
from sandbox.portal_client import Portal
from sandbox.records import Register

SHARED_DATA = "shared-data"
Call = dict[str, Any]


class Sandbox:
    """Answers one call after another; every method is safe for many threads."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._portal = Portal(config.portal_url, config.clients_file)
        self._register = Register(config.data_dir)
        self._offices: dict[str, Office] = {}
        self._behaviours: dict[str, Behaviour] = {}
        self._lock = threading.RLock()
        self.answering = Answering(self._portal, self.behaviour)
        self.partners = Partners(config)

    def behaviour(self, name: str) -> Behaviour:
        """How a department, or the shared data, behaves now."""
        with self._lock:
            return self._behaviours.setdefault(name, Behaviour(delay_seconds=self._config.delay_seconds))

    def office(self, department: str) -> Office:
        """The desk of a department; every department has one."""
        with self._lock:
            return self._offices.setdefault(department, Office(department))

    def answer(self, method: str, path: str, headers: Call, content: Call) -> tuple[Reply, Behaviour]:
        """The answer to a call, and the behaviour under which it leaves."""
        steps = [step for step in path.split("/") if step]
        if steps[:1] == ["control"] and len(steps) == 2:
            return self._control(method, steps[1], content), Behaviour()
        if steps and steps[0] in NAMES:
            behaviour = self.behaviour(steps[0])
            return self.partners.answer(method, path, headers, content, behaviour), behaviour
        content = {name: value for name, value in content.items() if name != RAW}
        if steps[:1] == [SHARED_DATA] and len(steps) == 2:
            name = SHARED_DATA
        elif steps[:1] == ["departments"] and len(steps) >= 3:
            name = steps[1]
        else:
            return _plain(steps), Behaviour()
        return self._played(method, name, steps, headers, content)

    def _played(
        self, method: str, name: str, steps: list[str], headers: Call, content: Call
    ) -> tuple[Reply, Behaviour]:
        behaviour = self.behaviour(name)
        refused = instead_of_work(behaviour.mode)
        if refused:
            return refused, behaviour
        if behaviour.mode == "slow":
            behaviour.over.wait(behaviour.delay_seconds)
        if name == SHARED_DATA:
            status, answer = self._register.answer(steps[1], content)
        elif not self._knows_caller(name, headers):
            status, answer = 401, {"error": "the push token is wrong"}
        else:
            status, answer = self._department(method, name, steps[2:], headers, content)
        return spoiled(behaviour.mode, json_reply(status, answer)), behaviour

    def _knows_caller(self, department: str, headers: Call) -> bool:
        """Only the portal pushes: it carries the token that set-up wrote for both sides."""
        token = self._portal.credentials(department).get("push_token")
        return token is None or headers.get("Authorization") == f"Bearer {token}"

    def _department(
        self, method: str, name: str, steps: list[str], headers: Call, content: Call
    ) -> tuple[int, Call]:
        office = self.office(name)
        if method == "GET" and steps == ["health"]:
            return 200, {"status": "ok", "waiting": len(office.waiting())}
        if method == "GET" and steps[0] == "tasks" and len(steps) == 2:
            return office.status(steps[1])
        if method == "POST" and steps == ["tasks"]:
            return self._receive(office, headers, content)
        if method == "POST" and steps[0] == "tasks" and steps[2:] == ["withdraw"]:
            return office.withdraw(steps[1])
        return 404, {"error": "no such address"}

    def _receive(self, office: Office, headers: Call, content: Call) -> tuple[int, Call]:
        key = headers.get("Idempotency-Key", "")
        if not key or not isinstance(content.get("task"), str):
            return 422, {"error": "a pushed task needs an Idempotency-Key and its id"}
        answer, entry = office.receive(key, content)
        if entry and entry.state == RECEIVED:
            self.answering.look_at(entry, after=self._pause(entry))
        return answer

    def _pause(self, entry: Entry) -> float:
        """How long a task lies on the desk; news about a known one is looked at soon."""
        return self.behaviour(entry.department).delay_seconds if entry.pushes == 1 else 0.0

    def _control(self, method: str, name: str, orders: Call) -> Reply:
        if method == "POST":
            try:
                self._obey(name, orders)
            except ValueError as error:
                return json_reply(422, {"error": str(error)})
        behaviour = self.behaviour(name)
        entries = self.office(name).entries() if name != SHARED_DATA else []
        shown = {key: getattr(behaviour, key) for key in ("mode", "delay_seconds", "decision", "opinion")}
        return json_reply(200, {"name": name, **shown, "tasks": [entry.summary() for entry in entries]})

    def _obey(self, name: str, orders: Call) -> None:
        """Sets the behaviour; `answer` names a task to decide now, or ask about (`decision` ask, `gaps`)."""
        if task := orders.get("answer"):
            self._answer_now(name, str(task), orders)
            return
        with self._lock:
            before = self.behaviour(name)
            self._behaviours[name] = told(before, orders)
            before.over.set()
        for entry in self.office(name).waiting():
            self.answering.look_at(entry, after=0.0)

    def _answer_now(self, name: str, task: str, orders: Call) -> None:
        entry = self.office(name).find(task)
        if entry is None:
            raise ValueError("no such task")
        entry.state = RECEIVED
        entry.decision = str(orders.get("decision", "approve"))
        entry.opinion = str(orders.get("opinion", ""))
        entry.gaps = list(orders.get("gaps", []))
        self.answering.look_at(entry, after=0.0)


def _plain(steps: list[str]) -> Reply:
    """Whether the sandbox itself lives; it has no other pages."""
    if steps == ["health"]:
        return json_reply(200, {"status": "ok"})
    return json_reply(404, {"error": "no such address"})
