"""The physical limit: the same row work as plain SQL, by pgbench, on the same server in the same run.

The ledger says of a finished case which rows each act created and changed. From that record a pgbench
script is written: one transaction per act, each row copied from the template case into tables of the
same shape, with as many indexes, in a schema of its own. No rights, no rules, no framework.
"""

import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection

from cases.models import Case
from ledger.models import Event

SCHEMA = "limit_of_sql"


class Limit:
    """The template's row work as a pgbench script."""

    def __init__(self, case: Case) -> None:
        self.events = list(Event.objects.filter(chain=case.chain_id).order_by("seq"))
        self.chain_id = case.chain_id
        self.places: dict[tuple[str, str], int] = {}
        self.tables = sorted({table for event in self.events for table, _key, _digest in event.digests})

    def prepare(self) -> None:
        """Tables of the same shape and as many indexes, and the template's rows beside them."""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
            for table in (*self.tables, "ledger_event", "ledger_chain", "ledger_delivery"):
                self._copy_table(cursor, table)

    def _copy_table(self, cursor: Any, table: str) -> None:
        cursor.execute(f"CREATE TABLE {SCHEMA}.{table} (LIKE public.{table})")
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s", [table]
        )
        for (definition,) in cursor.fetchall():
            plain = re.sub(
                r"CREATE (UNIQUE )?INDEX \S+ ON public\.", f"CREATE INDEX ON {SCHEMA}.", definition
            )
            cursor.execute(plain)

    def script(self) -> str:
        """One transaction per act; `:base` gives every client and round keys of its own."""
        lines = [r"\set base (:client_id + 1) * 100000000 + random(1, 90000) * 1000"]
        for act in self._acts():
            lines.append("BEGIN;")
            for event in act:
                lines += self._row_work(event)
            lines.append("COMMIT;")
        return "\n".join(lines) + "\n"

    def _acts(self) -> list[list[Event]]:
        """Events of one transaction stand under one reading of the clock."""
        acts: list[list[Event]] = []
        for event in self.events:
            if acts and acts[-1][-1].at == event.at:
                acts[-1].append(event)
            else:
                acts.append([event])
        return acts

    def _row_work(self, event: Event) -> list[str]:
        lines = [self._write(table, key) for table, key, _digest in event.digests]
        lines.append(self._insert("ledger_event", str(event.pk), len(self.places) + 500 + event.seq))
        lines.append(
            f"UPDATE {SCHEMA}.ledger_chain SET seq = {event.seq} WHERE id = :base;"
            if event.seq > 1
            else self._insert("ledger_chain", str(self.chain_id), 0)
        )
        return lines

    def _write(self, table: str, key: str) -> str:
        place = self.places.get((table, key))
        if place is None:
            self.places[table, key] = place = len(self.places) + 1
            return self._insert(table, key, place)
        columns = [column for column in self._columns(table) if column != '"id"']
        pairs = ", ".join(f"{column} = t.{column}" for column in columns)
        return (
            f"UPDATE {SCHEMA}.{table} s SET {pairs} FROM public.{table} t "
            f"WHERE s.id = :base + {place} AND t.id = {key};"
        )

    def _insert(self, table: str, key: str, place: int) -> str:
        columns = [column for column in self._columns(table) if column != '"id"']
        names = ", ".join(columns)
        return (
            f"INSERT INTO {SCHEMA}.{table} (id, {names}) "
            f"SELECT :base + {place}, {names} FROM public.{table} WHERE id = {key};"
        )

    def _columns(self, table: str) -> list[str]:
        with connection.cursor() as cursor:
            return [
                f'"{column.name}"' for column in connection.introspection.get_table_description(cursor, table)
            ]


def lives_per_second(case: Case, *, clients: int, seconds: int) -> float:
    """How many template cases a second plain SQL writes. Raises RuntimeError when pgbench fails."""
    limit = Limit(case)
    limit.prepare()
    with tempfile.NamedTemporaryFile("w", suffix=".sql", delete=False) as file:
        file.write(limit.script())
    try:
        return _pgbench(Path(file.name), clients, seconds)
    finally:
        Path(file.name).unlink()


def _pgbench(script: Path, clients: int, seconds: int) -> float:
    settings = connection.settings_dict
    program = str(Path(os.environ["PG_BIN"]) / "pgbench")
    command = [
        program,
        "-n",
        "-M",
        "prepared",
        "-c",
        str(clients),
        "-j",
        str(min(clients, 2)),
        "-T",
        str(seconds),
    ]
    where = ["-h", settings["HOST"], "-U", settings["USER"], "-f", str(script), settings["NAME"]]
    done = subprocess.run([*command, *where], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError(f"pgbench failed: {done.stderr[-500:]}")
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    return float(found.group(1)) if found else 0.0
