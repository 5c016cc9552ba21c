"""The access log's months. Made ahead of time; what finds no partition lies in the default one."""

from datetime import date

from django.db import connection

from core import clock

MONTHS_AHEAD = 2
TABLE = "ledger_accessentry"


def ensure_partitions() -> list[str]:
    """Makes the partitions of the coming months where they are missing; gives their names."""
    this_month = clock.now().date().replace(day=1)
    months = [_later(this_month, step) for step in range(1, MONTHS_AHEAD + 1)]
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, [TABLE])
        present = {name for (name,) in cursor.fetchall()}
        missing = [month for month in months if _name(month) not in present]
        for month in missing:
            sql = _CREATE.format(name=connection.ops.quote_name(_name(month)))
            cursor.execute(sql, [month, _later(month, 1)])
    return [_name(month) for month in missing]


_PRESENT = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass"


def _later(month: date, months: int) -> date:
    years, place = divmod(month.month - 1 + months, 12)
    return date(month.year + years, place + 1, 1)


def _name(month: date) -> str:
    return f"{TABLE}_{month:%Y_%m}"


_CREATE = """
CREATE TABLE IF NOT EXISTS {name} PARTITION OF ledger_accessentry FOR VALUES FROM (%s) TO (%s);
CREATE OR REPLACE TRIGGER append_only_whole BEFORE TRUNCATE ON {name}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
"""
