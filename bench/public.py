"""The pages that everybody opens: a handbook page and the search, timed by several clients at once."""

import json
import threading
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.life import visitor

CLIENTS = (1, 8, 32)
GOLD = Path(__file__).parent.parent / "tests" / "matters" / "gold_queries.json"
Figures = dict[str, Any]


def pages() -> dict[str, list[str]]:
    """kind of page -> addresses that the clients open in turn."""
    queries = [row["query"] for row in json.loads(GOLD.read_text(encoding="utf-8"))]
    return {
        "handbook": [f"/one-things/OT{number}/" for number in range(1, 8)],
        "search": [str(httpx.URL("/services/", params={"q": query})) for query in queries],
    }


def run(base: str, addresses: list[str], *, clients: int, seconds: float) -> Figures:
    """Milliseconds per page and pages a second, each client on a connection of its own."""
    times: list[float] = []
    until = time.monotonic() + seconds

    def work(start: int) -> None:
        http, own = visitor(base), addresses[start % len(addresses) :] + addresses[: start % len(addresses)]
        times.extend(_opened(http, own, until))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return {
        "p50_ms": times[len(times) // 2],
        "p95_ms": times[int(len(times) * 0.95)],
        "per_second": len(times) / (time.monotonic() - begun),
    }


def _opened(http: httpx.Client, addresses: list[str], until: float) -> Iterator[float]:
    for address in cycle(addresses):
        begun = time.perf_counter()
        answer = http.get(address)
        yield (time.perf_counter() - begun) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}.")
        if time.monotonic() > until:
            return


def statements(addresses: list[str]) -> int:
    """The most SQL statements that one of these pages takes when caches are warm."""
    client = Client(headers={"host": "localhost"})
    counts = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    return max(counts)
