"""Whether the parts that the product needs are there: each check answers "ok" or says what is wrong."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from celery import current_app
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core import clock
from core.models import Heartbeat

STALE_AFTER = timedelta(seconds=60)
OK = "ok"


def check_all() -> Mapping[str, str]:
    """{database, broker, migrations, worker}, each "ok" or a short reason without secrets."""
    return {name: _run(check) for name, check in _CHECKS.items()}


def is_healthy(checks: Mapping[str, str]) -> bool:
    """Whether every check answered "ok"."""
    return all(result == OK for result in checks.values())


def _run(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  a health check reports, whatever is broken
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _broker() -> str:
    impatient = {"socket_connect_timeout": 1, "socket_timeout": 1}
    with current_app.connection_for_write(transport_options=impatient) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    return OK


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} not applied" if plan else OK


def _worker() -> str:
    """The heartbeat goes from beat through the broker to a worker and into the database."""
    last = Heartbeat.objects.filter(process="worker").values_list("at", flat=True).first()
    if last is None or clock.now() - last > STALE_AFTER:
        return "no heartbeat"
    return OK


_CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "broker": _broker,
    "migrations": _migrations,
    "worker": _worker,
}
