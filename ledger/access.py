"""Who looked at whose data: written before the data leaves, and kept whatever becomes of the request.

The entry goes through a connection of its own that commits at once, so that neither a rollback nor
a read-only page can lose it. When it can't be written, `look` raises and the data is withheld.
"""

import json
import threading
from collections.abc import Iterable

from django.db import connection as main_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

from core import clock
from core.ids import uuid7
from ledger.models import AccessEntry
from ledger.recording import By

_thread = threading.local()


def look(
    by: By, subject: Model, fields: Iterable[str], reason: str, *, person_ids: Iterable[int | None] = ()
) -> None:
    """Notes that this actor is about to see these fields of the subject, and why.

    `person_ids`: whose data it is, one entry each, so that they can see who looked. Raises
    django.db.Error when the entry can't be written: then nothing may be shown.
    """
    now = clock.now()
    rows = [
        [
            now, uuid7(), by.actor_id, by.actor_label, by.post_label,
            subject._meta.label_lower, str(subject.pk), person_id, json.dumps(list(fields)), reason,
        ]
        for person_id in list(person_ids) or [None]
    ]  # fmt: skip
    with _own_connection().cursor() as cursor:
        cursor.executemany(_INSERT, rows)


_INSERT = """
INSERT INTO ledger_accessentry
    (at, id, actor_id, actor_label, post_label, subject_kind, subject_id, person_id, fields, reason)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _own_connection() -> BaseDatabaseWrapper:
    """This thread's second connection: same database, autocommit, never in a transaction."""
    own: BaseDatabaseWrapper | None = getattr(_thread, "connection", None)
    if own is None or own.settings_dict["NAME"] != main_connection.settings_dict["NAME"]:
        own = _thread.connection = main_connection.copy()
    own.close_if_unusable_or_obsolete()
    return own


def close_own_connection() -> None:
    """Closes this thread's second connection, if it has one."""
    own: BaseDatabaseWrapper | None = getattr(_thread, "connection", None)
    if own is not None:
        own.close()
        _thread.connection = None


def looks_at(person_id: int) -> QuerySet[AccessEntry]:
    """Who looked at this person's data, newest first (C-16)."""
    return AccessEntry.objects.filter(person_id=person_id)
