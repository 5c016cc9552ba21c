"""The whole life of a house transfer through HTTP, timed step by step, by several clients at once."""

import statistics
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.filling import PDF
from tests.journeys.helpers import BUYERS_WORDS, CONCLUSIONS, SELLERS_WORDS, SINGLE_CASH

STEPS = (
    "begin",
    "fill",
    "invite",
    "state",
    "confirm",
    "attach",
    "submit",
    "accept",
    "decide M01",
    "decide M02",
    "decide M03",
)


@dataclass
class Timings:
    """Milliseconds per step, and lives that were finished."""

    steps: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lives: int = 0
    failures: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    def add(self, other: "Timings") -> None:
        """Takes in what another client measured."""
        for step, values in other.steps.items():
            self.steps[step] += values
        self.lives += other.lives
        self.failures += other.failures
        self.cases += other.cases

    def percentile(self, step: str, share: float) -> float:
        """The value below which that share of the step's times lies."""
        values = sorted(self.steps[step])
        return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0

    def all(self) -> list[float]:
        """The times of every step together."""
        return [value for values in self.steps.values() for value in values]


def visitor(base: str) -> httpx.Client:
    """Somebody at the door, patient enough for a loaded machine."""
    return httpx.Client(base_url=base, timeout=60)


class Client:
    """One citizen after another, with the clerk and the reviewers who serve them."""

    def __init__(self, base: str, tokens: dict[str, str]) -> None:
        self.http = visitor(base)
        self.tokens = tokens
        self.timings = Timings()

    def call(self, step: str, who: str, method: str, path: str, **body: Any) -> Any:
        """One timed call; raises for an answer that is not 2xx."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Idempotency-Key": str(uuid.uuid4())}
        begun = time.perf_counter()
        answer = self.http.request(method, f"/api/v1{path}", headers=headers, **body)
        self.timings.steps[step].append((time.perf_counter() - begun) * 1000)
        if answer.status_code >= 300:
            raise RuntimeError(f"{step}: {answer.status_code} {answer.text[:300]}")
        return answer.json()

    def live(self) -> None:
        """One case from the draft to the last decision."""
        case = self.call(
            "begin", "citizen3", "POST", "/cases/", json={"one_thing": "OT1", "situation": SINGLE_CASH}
        )
        path = f"/cases/{case['id']}"
        self.call("fill", "citizen3", "PATCH", f"{path}/", json={"form": BUYERS_WORDS})
        seller = self.call(
            "invite", "citizen3", "POST", f"{path}/parties/", json={"role": "seller", "person": "P1"}
        )
        self.call("state", "citizen1", "PATCH", f"{path}/", json={"form": SELLERS_WORDS})
        self.call("confirm", "citizen1", "POST", f"{path}/parties/{seller['id']}/confirm/", json={})
        files = {"file": ("contract.pdf", PDF, "application/pdf")}
        self.call(
            "attach", "citizen3", "POST", f"{path}/materials/", data={"material": "M-CONTRACT"}, files=files
        )
        self.call("submit", "citizen3", "POST", f"{path}/submit/", json={})
        accepted = self.call("accept", "clerk1", "POST", f"{path}/accept/", json={})
        tasks = {task["matter"]: task for task in accepted["tasks"]}
        for matter, who in (("M01", "d-zjj"), ("M02", "d-swj"), ("M03", "d-zgj")):
            self.call(
                f"decide {matter}",
                f"reviewer-{who}",
                "POST",
                f"/tasks/{tasks[matter]['id']}/decide/",
                json={"decision": "approve", "opinion": "属实", "conclusion": CONCLUSIONS[matter]},
            )
        self.timings.lives += 1
        self.timings.cases.append(case["id"])


def tokens(http: httpx.Client) -> dict[str, str]:
    """A token for each of the cast."""
    names = ("citizen1", "citizen3", "clerk1", "reviewer-d-zjj", "reviewer-d-swj", "reviewer-d-zgj")
    answers = {
        name: http.post("/api/v1/token/", json={"username": name, "password": "demo"}) for name in names
    }
    return {name: answer.raise_for_status().json()["token"] for name, answer in answers.items()}


def run(base: str, cast: dict[str, str], *, clients: int, seconds: float) -> tuple[Timings, float]:
    """As many lives as the clients manage in that time; the timings and the lives per second."""
    total, lock, until = Timings(), threading.Lock(), time.monotonic() + seconds

    def work() -> None:
        client = Client(base, cast)
        while time.monotonic() < until:
            try:
                client.live()
            except (RuntimeError, httpx.HTTPError) as error:
                client.timings.failures.append(str(error))
        with lock:
            total.add(client.timings)

    begun = time.monotonic()
    _together(work, clients)
    return total, total.lives / (time.monotonic() - begun)


def _together(work: Callable[[], None], clients: int) -> None:
    threads = [threading.Thread(target=work) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def median(values: list[float]) -> float:
    """The middle value, 0 where there is none."""
    return statistics.median(values) if values else 0.0
