"""Numbers committed events 1, 2, 3 without a gap, one sequencer at a time.

A transaction's id is given when it begins and seen when it commits, so ids alone leave gaps that
may fill later. Numbers are given after commit only: whoever has read up to a number has read all.
"""

from collections.abc import Sequence

from django.db import connection, transaction

from ledger.models import Event, SequencedEvent

LOCK = 0x6C656467  # any number; one sequencer in the whole database holds it
BATCH = 5000


def number_events() -> int:
    """Numbers every committed event that has no number yet; gives how many. 0 while another does it."""
    total = 0
    while True:
        numbered = _number_batch()
        total += numbered
        if numbered < BATCH:
            return total


@transaction.atomic
def _number_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_NUMBER, [BATCH])
        return cursor.rowcount


_NUMBER = """
WITH taken AS (
    DELETE FROM ledger_pendingevent
    WHERE event_id IN (SELECT event_id FROM ledger_pendingevent ORDER BY event_id LIMIT %s)
    RETURNING event_id
)
INSERT INTO ledger_sequencedevent (position, event_id, chain_id, seq, hash)
SELECT coalesce((SELECT max(position) FROM ledger_sequencedevent), 0)
           + row_number() OVER (ORDER BY event.id),
       event.id, event.chain_id, event.seq, event.hash
FROM taken JOIN ledger_event event ON event.id = taken.event_id
"""


def events_after(position: int, limit: int = 500) -> Sequence[tuple[int, Event]]:
    """Events in the order of their numbers, after that one: how counting and watching read the ledger."""
    numbers = SequencedEvent.objects.filter(position__gt=position).order_by("position")[:limit]
    places = [(number.position, number.event_id) for number in numbers]
    events = Event.objects.in_bulk([event_id for _place, event_id in places])
    return [(place, events[event_id]) for place, event_id in places]
