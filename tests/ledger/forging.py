"""What someone with the database's highest rights does, and what the verifier says of it."""

from typing import Any

from django.db import connection

from ledger.verifying.chains import verify_all_chains
from ledger.verifying.order import verify_order


def problems() -> set[tuple[str, str, str]]:
    """Everything the whole verifier names: table, key, problem."""
    found = [*verify_all_chains(), *verify_order()]
    return {(problem.table, problem.key, str(problem.problem)) for problem in found}


def tamper(sql: str, *values: Any) -> None:
    """As someone with the database's highest rights."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = DEFAULT")
