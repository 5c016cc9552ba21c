"""The database refuses to change what the ledger wrote, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.clock import now
from ledger.checkpoints import sign_checkpoints
from ledger.models import AccessEntry
from ledger.sequencer import number_events
from tests.ledger.conftest import make_toy

TABLES = {
    "ledger_event": "actor_label = 'x'",
    "ledger_sequencedevent": "hash = ''",
    "ledger_checkpoint": "signature = ''",
    "ledger_accessentry": "reason = 'x'",
    "ledger_accessentry_default": "reason = 'x'",
}


@pytest.mark.usefixtures("toys", "db", "signing")
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_no_row_is_ever_changed_or_deleted(table: str, statement: str) -> None:
    make_toy()
    number_events()
    sign_checkpoints()
    AccessEntry.objects.create(
        at=now(), actor_id="u", actor_label="u", subject_kind="k", subject_id="1", fields=[], reason="r"
    )
    transaction.get_connection().check_constraints()
    sql = statement.format(table, TABLES[table])
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(sql)
