"""The work list of the least privileged reviewer among very many cases."""

import statistics
import time
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from approvals.models import Task
from cases.models import Case

PAGE = "/desk/"
GROWN = ("ledger_chain", "cases_case", "approvals_round", "approvals_task")


def grow_to(total: int, template: Case) -> None:
    """Multiplies a case in review, with its chain, round and tasks, to that many; in a transaction.

    One in a hundred stays open, as in a city where most work is done. The database's role must be
    allowed to leave triggers and foreign keys out; all other constraints are checked as always.
    """
    present = Case.objects.count()
    if present >= total:
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for sql in _statements(template):
            cursor.execute(sql, {"wanted": total - present, "template": template.pk})
        cursor.execute("DROP TABLE grown")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
        for table in GROWN:
            cursor.execute(f"ANALYZE {table}")


def tidy_up() -> None:
    """Gives the room of what was rolled back to the next rows."""
    with connection.cursor() as cursor:
        for table in GROWN:
            cursor.execute(f"VACUUM ANALYZE {table}")


def _statements(template: Case) -> list[str]:
    return [
        "CREATE TEMP TABLE grown ON COMMIT DROP AS SELECT n, "
        "nextval(pg_get_serial_sequence('cases_case','id')) AS case_id, "
        "nextval(pg_get_serial_sequence('ledger_chain','id')) AS chain_id, "
        "nextval(pg_get_serial_sequence('approvals_round','id')) AS round_id, "
        "n %% 100 = 0 AS open FROM generate_series(1, %(wanted)s) n",
        "INSERT INTO ledger_chain (id, kind, seq, head) "
        "SELECT chain_id, 'case', 1, decode(md5(n::text), 'hex') FROM grown",
        _copy(
            Case,
            {
                "id": "g.case_id",
                "chain_id": "g.chain_id",
                "public_id": "gen_random_uuid()",
                "number": "'G-' || g.case_id",
                "state": "CASE WHEN g.open THEN s.state ELSE 'granted' END",
                "decided_at": "CASE WHEN g.open THEN NULL ELSE s.created_at END",
            },
        ),
        "INSERT INTO approvals_round (id, case_id, state, plan, opened_at, ended_at) "
        "SELECT g.round_id, g.case_id, CASE WHEN g.open THEN 'live' ELSE 'settled' END, '{}'::jsonb, "
        "s.opened_at, CASE WHEN g.open THEN NULL ELSE s.opened_at END "
        "FROM grown g, approvals_round s WHERE s.case_id = %(template)s",
        _copy(
            Task,
            {
                "id": "nextval(pg_get_serial_sequence('approvals_task','id'))",
                "public_id": "gen_random_uuid()",
                "case_id": "g.case_id",
                "round_id": "g.round_id",
                "state": "CASE WHEN g.open THEN s.state ELSE 'concluded' END",
                "concluded_at": "CASE WHEN g.open THEN NULL ELSE s.started_at END",
                "promised_due_at": "s.promised_due_at + (g.n %% 40) * interval '1 hour'",
            },
        ),
    ]


def _copy(model: Any, changed: dict[str, str]) -> str:
    """INSERT … SELECT of the template's rows for every grown case, with some columns changed."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(column, f"s.{column}") for column in columns)
    key = "s.id" if model is Case else "s.case_id"
    table = model._meta.db_table
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM grown g, {table} s WHERE {key} = %(template)s"


def time_page(username: str, rounds: int = 15) -> dict[str, Any]:
    """Milliseconds of the reviewer's work list, p50 and p95, its statements, and how they find the tasks."""
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    client.get(PAGE, headers={"host": "localhost"})
    times = []
    for _round in range(rounds):
        begun = time.perf_counter()
        answer = client.get(PAGE, headers={"host": "localhost"})
        times.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"The work list answered {answer.status_code}.")
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE, headers={"host": "localhost"})
    times.sort()
    return {
        "p50_ms": statistics.median(times),
        "p95_ms": times[int(len(times) * 0.95)],
        "statements": len(queries),
        "ways": sorted(set(_ways([query["sql"] for query in queries.captured_queries]))),
    }


def _ways(statements: list[str]) -> Iterator[str]:
    """How PostgreSQL comes to the tasks: "Index Scan task_work_list", or "Seq Scan" when it reads all."""
    with connection.cursor() as cursor:
        for sql in statements:
            if '"approvals_task"' in sql and sql.startswith("SELECT"):
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
                [([plan],)] = cursor.fetchall()
                yield from _scans(plan["Plan"])


def _scans(node: dict[str, Any]) -> Iterator[str]:
    if node.get("Relation Name") == "approvals_task" or node.get("Index Name", "").startswith("task_"):
        yield f"{node['Node Type']} {node.get('Index Name', '')}".strip()
    for inner in node.get("Plans", ()):
        yield from _scans(inner)
