"""What is measured, one function each; each gives plain figures."""

import time
from typing import Any

import httpx
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from approvals.actions import open_round
from bench import life, limit, public, worklist
from bench.portal_under_test import BASE, memory_of, running
from cases.models import Case
from ledger.models import Delivery
from portal.wsgi import application
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer

CLIENTS = (1, 4, 8)
CONTROL = frozenset({"SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"})
Figures = dict[str, Any]


def life_of_a_case(seconds: int) -> Figures:
    """Lives per second at 1, 4 and 8 clients beside the limit of plain SQL, in turns on the same server."""
    with running("worker", "beat") as pids:
        cast = life.tokens(life.visitor(BASE))
        life.run(BASE, cast, clients=2, seconds=5)  # warm
        rounds: Figures = {}
        for clients in CLIENTS:
            timings, rate = life.run(BASE, cast, clients=clients, seconds=seconds)
            if not timings.cases:
                raise RuntimeError(f"No life was finished: {timings.failures[:2]}")
            template = Case.objects.get(public_id=timings.cases[-1])
            sql = limit.lives_per_second(template, clients=clients, seconds=max(5, seconds // 2))
            rounds[str(clients)] = _round(timings, rate, sql)
        memory = {name: memory_of(pid) for name, pid in pids.items()}
    connections.close_all()
    return {"clients": rounds, "memory_mib": memory}


def _round(timings: life.Timings, rate: float, sql: float) -> Figures:
    everything = sorted(timings.all())
    return {
        "lives_per_second": rate,
        "limit_lives_per_second": sql,
        "share_of_limit": rate / sql if sql else None,
        "failures": timings.failures[:5],
        "p95_ms": everything[int(len(everything) * 0.95)] if everything else None,
        "steps": {
            step: {
                "p50_ms": timings.percentile(step, 0.5),
                "p95_ms": timings.percentile(step, 0.95),
            }
            for step in life.STEPS
        },
    }


def certificate(cases: int = 5) -> Figures:
    """Seconds from the last decision to the last certificate on the shelf, with idle workers."""
    waits = []
    with running("worker", "papers", "beat") as pids:
        client = life.Client(BASE, life.tokens(life.visitor(BASE)))
        _until_idle()
        for _case in range(cases):
            client.live()
            begun = time.monotonic()
            _until_on_shelf(client, client.timings.cases[-1])
            waits.append(time.monotonic() - begun)
        memory = {name: memory_of(pid) for name, pid in pids.items()}
    waits.sort()
    return {"p50_s": life.median(waits), "max_s": waits[-1], "cases": cases, "memory_mib": memory}


def _until_idle(patience: float = 600) -> None:
    """Waits for the workers to finish what earlier measures left them."""
    until = time.monotonic() + patience
    while Delivery.objects.exists():
        if time.monotonic() > until:
            raise RuntimeError("The workers are still busy with earlier cases.")
        time.sleep(1)


def _until_on_shelf(client: life.Client, case: str, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        seen = client.call("look", "citizen3", "GET", f"/cases/{case}/")
        if seen["results"] and all(result["state"] == "on_shelf" for result in seen["results"]):
            return
        time.sleep(0.1)
    raise RuntimeError("The certificates did not come.")


def statements() -> Figures:
    """SQL statements and milliseconds of processor time per step, counted in this process."""
    counted: Figures = {}
    client = _Counting(counted)
    client.live()  # the second life finds every cache warm
    counted.clear()
    client.live()
    return counted


class _Counting(life.Client):
    """The same life without a network between, counting statements."""

    def __init__(self, counted: Figures) -> None:
        self.inner = httpx.Client(transport=httpx.WSGITransport(app=application), base_url=BASE)
        super().__init__(BASE, life.tokens(self.inner))
        self.counted, self.step = counted, ""
        self.http = self  # type: ignore[assignment]  of a client only `request` is used

    def call(self, step: str, who: str, method: str, path: str, **body: Any) -> Any:
        self.step = step
        return super().call(step, who, method, path, **body)

    def request(self, *call: Any, **options: Any) -> httpx.Response:
        """httpx's request, answered by the application in this process."""
        with CaptureQueriesContext(connection) as queries:
            begun = time.process_time()
            answer = self.inner.request(*call, **options)
            spent = time.process_time() - begun
        every = [query["sql"].lstrip().split(" ", 1)[0].upper() for query in queries.captured_queries]
        control = sum(word in CONTROL for word in every)
        self.counted[self.step] = {
            "statements": len(every) - control,
            "control": control,
            "cpu_ms": spent * 1000,
        }
        return answer


def public_pages(seconds: int) -> Figures:
    """A handbook page and the search at 1, 8 and 32 clients, with the statements that one page takes."""
    figures: Figures = {}
    with running():
        for kind, addresses in public.pages().items():
            public.run(BASE, addresses, clients=2, seconds=3)  # warm
            figures[kind] = {
                "statements": public.statements(addresses),
                "clients": {
                    str(clients): public.run(BASE, addresses, clients=clients, seconds=seconds)
                    for clients in public.CLIENTS
                },
            }
    return figures


def work_list(cases: int) -> Figures:
    """The reviewer's work list at a tenth of the cases and at all of them; nothing of it is kept.

    Below 100,000 cases the smaller list does not fill its page, and the ratio means little.
    """
    sizes: Figures = {}
    with transaction.atomic():
        template = _in_review()
        for total in (cases // 10, cases):
            worklist.grow_to(total, template)
            sizes[str(total)] = worklist.time_page("reviewer-d-zgj")
        transaction.set_rollback(True)
    worklist.tidy_up()
    small, large = (sizes[str(total)]["p50_ms"] for total in (cases // 10, cases))
    return {"cases": sizes, "ratio": large / small}


def _in_review() -> Case:
    """A case that three departments work on, as the pattern of all others."""
    cast = Cast()
    return open_round(submitted_house_transfer(cast), by=cast.clerk)
