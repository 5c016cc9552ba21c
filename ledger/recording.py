"""How an act takes hold of an aggregate and leaves its event: one statement each.

case, held = hold(Case.objects.filter(pk=pk))
…may this actor, is this state right, change, save…
record("cases.submit_case", held, by=actor, subject=case, changed=[case, receipt])
"""

import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import Func, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from core import clock
from core.errors import NotFound
from ledger import doorbell, registry
from ledger.canonical import canonical
from ledger.digests import row_digest
from ledger.hashing import Content, beginning, event_hash
from ledger.models import Salt

SALT_BYTES = 32
Row = TypeVar("Row", bound=Model)


class By(Protocol):
    """What the ledger keeps of an actor."""

    @property
    def actor_id(self) -> str: ...
    @property
    def actor_label(self) -> str: ...
    @property
    def post_label(self) -> str: ...


@dataclass
class Held:
    """A chain under the lock of the current transaction, and the act's one reading of the clock."""

    id: int
    kind: str
    seq: int
    head: bytes
    salt: bytes = field(repr=False)
    now: datetime
    chain: Any = field(default=None, repr=False)

    def commit(self, value: Any) -> str:
        """A salted commitment to a personal value (64 hex digits): all that an event may carry of it."""
        plain = json.loads(json.dumps(value, cls=DjangoJSONEncoder))
        return hmac.digest(self.salt, b"commitment" + canonical(plain), "sha256").hex()


class ClockTimestamp(Func):
    """The database's clock when the row is read, not when the transaction began."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


def open_chain(kind: str) -> Held:
    """Begins the chain of a new aggregate; the caller's transaction holds it."""
    salt = secrets.token_bytes(SALT_BYTES)
    head = beginning(kind, salt)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [kind, head, salt])
        chain_id, now = cursor.fetchone()
    return Held(chain_id, kind, 0, head, salt, _reading(now))


_OPEN = """
WITH opened AS (
    INSERT INTO ledger_chain (kind, seq, head) VALUES (%s, 0, %s) RETURNING id
), salted AS (
    INSERT INTO ledger_salt (chain_id, value) SELECT id, %s FROM opened
)
SELECT id, clock_timestamp() FROM opened
"""


def hold(queryset: QuerySet[Row], *, chain: str = "chain", also: Sequence[str] = ()) -> tuple[Row, Held]:
    """Locks the one row of the queryset and its chain, and fetches both afresh, in one statement.

    `chain`: the path from the row to its chain. `also` names relations that are locked and fetched
    with it; other rows that the queryset joins are read but not locked, so they may be as old as
    the statement. Raises NotFound when there is no such row; needs a transaction.
    """
    rows = (
        queryset.select_related(f"{chain}__salt", *also)
        .filter(**{f"{relation}__isnull": False for relation in also})
        .select_for_update(of=("self", chain, *also), no_key=True)
        .annotate(held_at=ClockTimestamp())
    )
    try:
        row = rows.get()
    except ObjectDoesNotExist:
        raise NotFound(_("It does not exist, or it is not yours to see.")) from None
    found: Any = row
    for step in chain.split("__"):
        found = getattr(found, step)
    now = row.__dict__.pop("held_at")
    return row, Held(
        found.pk, found.kind, found.seq, bytes(found.head), _salt_of(found), _reading(now), found
    )


def _salt_of(chain: Any) -> bytes:
    try:
        return bytes(chain.salt.value)
    except Salt.DoesNotExist:
        return b""


def _reading(database_time: datetime) -> datetime:
    return clock.now() if clock.is_frozen() else database_time


def record(
    action: str,
    held: Held,
    *,
    by: By,
    subject: Model,
    changed: Iterable[Model] = (),
    deleted: Iterable[Model] = (),
    data: Mapping[str, Any] | None = None,
) -> int:
    """Writes the event of an act, its deliveries and its place in the queue of the sequencer.

    `changed` names every row the act created or changed, `deleted` every row it deleted (their keys
    must still be set). Gives the event's id. Subscribers are told after commit; a broker that is
    down changes nothing. Raises ImproperlyConfigured for an unregistered action and RuntimeError
    when `held` is not the chain's present end.
    """
    registry.action_named(action)
    content = _content(action, held, by, subject, changed, deleted, data)
    new_head = event_hash(held.head, content)
    told = [pair for listener in registry.listeners(action) for pair in listener.deliveries(content)]
    event_id, transaction_id = _write(held, content, new_head, told)
    held.seq, held.head = content.seq, new_head
    if held.chain is not None:  # the row that the caller holds tells the version that stands now
        held.chain.seq, held.chain.head = content.seq, new_head
    for queue in dict.fromkeys(queue for _subscriber, queue in told):
        transaction.on_commit(partial(doorbell.ring, queue, transaction_id), robust=True)
    return event_id


def _content(
    action: str,
    held: Held,
    by: By,
    subject: Model,
    changed: Iterable[Model],
    deleted: Iterable[Model],
    data: Mapping[str, Any] | None,
) -> Content:
    if not held.salt:
        raise RuntimeError(f"The salt of chain {held.id} was erased: nothing more is recorded there.")
    digests: list[list[str | None]] = [
        [row._meta.db_table, str(row.pk), row_digest(row, held.salt)] for row in changed
    ]
    digests += [[row._meta.db_table, str(row.pk), None] for row in deleted]
    return Content(
        chain_id=held.id,
        seq=held.seq + 1,
        action=action,
        at=held.now,
        actor_id=by.actor_id,
        actor_label=by.actor_label,
        post_label=by.post_label,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        data=json.loads(json.dumps(data or {}, cls=DjangoJSONEncoder)),
        digests=digests,
    )


def _write(held: Held, content: Content, head: bytes, told: list[tuple[str, str]]) -> tuple[int, int]:
    values = {
        **vars(content),
        "data": json.dumps(content.data),
        "digests": json.dumps(content.digests),
        "old_seq": held.seq,
        "prev": held.head,
        "head": head,
        "subscribers": [subscriber for subscriber, _queue in told],
        "queues": [queue for _subscriber, queue in told],
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, values)
        written = cursor.fetchone()
    if written is None:
        raise RuntimeError(f"Chain {held.id} is not held at {held.seq}: hold it in this transaction first.")
    return written


_RECORD = """
WITH moved AS (
    UPDATE ledger_chain SET seq = %(seq)s, head = %(head)s
    WHERE id = %(chain_id)s AND seq = %(old_seq)s RETURNING id
), noted AS (
    INSERT INTO ledger_event (chain_id, seq, action, at, actor_id, actor_label, post_label,
                              subject_kind, subject_id, data, digests, prev, hash)
    SELECT id, %(seq)s, %(action)s, %(at)s, %(actor_id)s, %(actor_label)s, %(post_label)s,
           %(subject_kind)s, %(subject_id)s, %(data)s::jsonb, %(digests)s::jsonb, %(prev)s, %(head)s
    FROM moved RETURNING id
), told AS (
    INSERT INTO ledger_delivery (event_id, subscriber, queue, next_at, attempts, fence, last_error)
    SELECT noted.id, target.subscriber, target.queue, clock_timestamp(), 0, 0, ''
    FROM noted, unnest(%(subscribers)s::text[], %(queues)s::text[]) AS target (subscriber, queue)
), queued AS (
    INSERT INTO ledger_pendingevent (event_id) SELECT id FROM noted
)
SELECT id, txid_current() FROM noted
"""
