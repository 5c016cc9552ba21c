"""What must be true after every fault, asked of the database itself and not of the application."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg2

from tests.faults.calls import Callers, Journal
from tests.faults.errands import Errand
from tests.faults.house import House
from tests.faults.patience import PROMISED, scaled, until

ENDED = (
    "('expired', 'not_accepted', 'deemed_withdrawn', 'withdrawn', 'acceptance_withdrawn', 'refused', "
    "'delivered', 'archived')"
)
OPEN_TASK = "('waiting', 'ready', 'claimed', 'asked', 'suspended')"

# Each query finds the rows that break the rule it is named after: none, always.
INVARIANTS = {
    "a number without its receipt": """
        SELECT id FROM cases_case WHERE (number IS NULL) <> (receipt IS NULL)
            OR receipt ->> 'number' <> number""",
    "two answers for one key": """
        SELECT scope, key FROM core_idempotencykey GROUP BY scope, key HAVING count(*) > 1""",
    "a kept key without its answer": """
        SELECT id FROM core_idempotencykey WHERE status IS NULL OR response = ''""",
    "an open case in nobody's hands": f"""
        SELECT id FROM cases_case WHERE state NOT IN {ENDED} AND holder IN ('', 'nobody')""",
    "a submitted case without its notice timer": """
        SELECT id FROM cases_case WHERE state = 'submitted'
            AND NOT EXISTS (SELECT FROM core_timer WHERE subject = cases_case.id::text)""",
    "an ended case with an open task": f"""
        SELECT task.id FROM approvals_task task JOIN cases_case c ON c.id = task.case_id
        WHERE c.state IN {ENDED} AND task.state IN {OPEN_TASK}""",
    "a case in review with nothing left to review": f"""
        SELECT id FROM cases_case c WHERE state = 'in_review' AND NOT EXISTS (
            SELECT FROM approvals_task task WHERE task.case_id = c.id AND task.state IN {OPEN_TASK})""",
    "a matter with two open tasks": f"""
        SELECT case_id, matter FROM approvals_task WHERE state IN {OPEN_TASK}
        GROUP BY case_id, matter HAVING count(*) > 1""",
    "a concluded task without its one conclusion": """
        SELECT task.id FROM approvals_task task
        LEFT JOIN approvals_conclusion conclusion ON conclusion.task_id = task.id
        WHERE (task.state = 'concluded') <> (conclusion.id IS NOT NULL)""",
    "a matter with two certificates": """
        SELECT chain_id, source FROM documents_certificate GROUP BY chain_id, source HAVING count(*) > 1""",
    "two papers for one event": """
        SELECT chain_id, kind, source_event FROM documents_paper
        GROUP BY chain_id, kind, source_event HAVING count(*) > 1""",
    "two notices to one person for one event": """
        SELECT person_id, kind, source_event FROM notices_notice WHERE source_event IS NOT NULL
        GROUP BY person_id, kind, source_event HAVING count(*) > 1""",
    "an effect without its event": """
        SELECT id FROM ledger_inbox WHERE NOT EXISTS (
            SELECT FROM ledger_event WHERE ledger_event.id = ledger_inbox.event_id)""",
    "a delivery that was given up": """
        SELECT id, subscriber, last_error FROM ledger_delivery WHERE parked_at IS NOT NULL""",
    "a delivery older than the promise": """
        SELECT delivery.id, delivery.subscriber, delivery.last_error FROM ledger_delivery delivery
        JOIN ledger_event event ON event.id = delivery.event_id
        WHERE event.at < clock_timestamp() - make_interval(secs => %(promised)s)""",
    "a timer past its time": """
        SELECT kind, subject FROM core_timer
        WHERE due_at < clock_timestamp() - make_interval(secs => %(promised)s)""",
    "a gap in a chain": """
        SELECT chain_id, seq FROM (
            SELECT chain_id, seq, row_number() OVER (PARTITION BY chain_id ORDER BY seq) AS place
            FROM ledger_event) numbered WHERE seq <> place""",
    "a chain whose head is not its last event": """
        SELECT chain.id FROM ledger_chain chain
        LEFT JOIN (SELECT chain_id, max(seq) AS seq FROM ledger_event GROUP BY chain_id) last
            ON last.chain_id = chain.id
        WHERE chain.seq <> coalesce(last.seq, 0)""",
    "a gap in the sequence of all events": """
        SELECT position FROM (
            SELECT position, row_number() OVER (ORDER BY position) AS place
            FROM ledger_sequencedevent) numbered WHERE position <> place""",
    "an event that is neither numbered nor waiting for it": """
        SELECT event.id FROM ledger_event event
        WHERE NOT EXISTS (SELECT FROM ledger_sequencedevent s WHERE s.event_id = event.id)
            AND NOT EXISTS (SELECT FROM ledger_pendingevent p WHERE p.event_id = event.id)""",
}

# How often shared data filled something in depends on when it answered, and whether two texts to one person
# left as one depends on whether both were waiting; everything else does not.
EFFECTS = """
WITH event AS (SELECT id, action FROM ledger_event WHERE chain_id = %(chain)s)
SELECT 'event', action, count(*) FROM event
    WHERE action NOT IN ('cases.prefill_draft', 'approvals.claim_task') GROUP BY action
UNION ALL SELECT 'paper', kind, count(*) FROM documents_paper WHERE chain_id = %(chain)s GROUP BY kind
UNION ALL SELECT 'certificate', source, count(*) FROM documents_certificate
    WHERE chain_id = %(chain)s GROUP BY source
UNION ALL SELECT 'notice', kind, count(*) FROM notices_notice
    WHERE source_event IN (SELECT id FROM event) GROUP BY kind
UNION ALL SELECT 'dispatch', channel || ' ' || replace(dispatch.state, 'merged', 'sent'), count(*)
    FROM notices_dispatch dispatch
    JOIN notices_notice notice ON notice.id = dispatch.notice_id
    WHERE notice.source_event IN (SELECT id FROM event) GROUP BY 2
UNION ALL SELECT 'result', result.matter || ' ' || result.state, count(*) FROM cases_result result
    JOIN cases_case c ON c.id = result.case_id WHERE c.chain_id = %(chain)s GROUP BY 2
"""
UNDER_WAY = """
SELECT (SELECT count(*) FROM ledger_delivery) + (SELECT count(*) FROM ledger_pendingevent)
    + (SELECT count(*) FROM notices_dispatch WHERE state = 'queued')
"""
WAITED_FOR = "SELECT relation::regclass::text FROM pg_locks WHERE NOT granted AND relation IS NOT NULL"
LEASED = """
SELECT 1 FROM ledger_delivery delivery JOIN ledger_event event ON event.id = delivery.event_id
WHERE subscriber = %(name)s AND action LIKE %(action)s AND lease_until > clock_timestamp()
"""

Effects = dict[tuple[str, str], int]


class Oracle:
    """Asks the database of the house. Every question has a connection of its own: servers come and go."""

    def __init__(self, house: House) -> None:
        self._house = house

    def ask(self, sql: str, **values: Any) -> list[tuple]:
        """The rows of a query."""
        connection = psycopg2.connect(self._house.database)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall()
        finally:
            connection.close()

    def effects(self, errand: Errand) -> Effects:
        """(kind, name) -> how many the case has of it."""
        [(chain,)] = self.ask("SELECT chain_id FROM cases_case WHERE public_id = %(id)s", id=errand.id)
        return {(kind, name): count for kind, name, count in self.ask(EFFECTS, chain=chain)}

    def settled(self, errands: Sequence[Errand], expected: Effects) -> float:
        """Waits until every case has had its effects and nothing is under way; the seconds it took.

        Then, and not before, no effect can come a second time: they must be exactly those expected.
        """
        begun = time.monotonic()
        until(
            lambda: all(self.effects(errand) == expected for errand in errands) and self.quiet(),
            seconds=PROMISED,
            say=lambda: self._differences(errands, expected),
        )
        for errand in errands:
            assert self.effects(errand) == expected
        return time.monotonic() - begun

    def quiet(self) -> bool:
        """Whether nothing is on its way any more."""
        return self.ask(UNDER_WAY) == [(0,)]

    def _differences(self, errands: Sequence[Errand], expected: Effects) -> str:
        found = [dict(set(self.effects(errand).items()) ^ set(expected.items())) for errand in errands]
        waiting = self.ask("SELECT event_id, subscriber, attempts, next_at, last_error FROM ledger_delivery")
        return f"\nother than expected: {found}\nstill under way: {waiting}"

    @contextmanager
    def held_up(self, *tables: str) -> Iterator[Callable[[], set[str]]]:
        """Inside it whoever writes into these tables waits; gives the question where somebody does.

        That is how a process is caught in the middle of an effect. The application gives up after
        eight seconds of waiting.
        """
        connection = psycopg2.connect(self._house.database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE")
            yield lambda: {table for (table,) in self.ask(WAITED_FOR)}
        finally:
            connection.close()

    def leased(self, subscriber: str, *, action: str = "%") -> bool:
        """Whether a worker holds a delivery to that subscriber, of that action if one is named."""
        return bool(self.ask(LEASED, name=subscriber, action=action))

    def check(self, journal: Journal, callers: Callers) -> None:
        """Everything that must be true at any time, of the rows, of the callers' journal, of the chains."""
        broken = {name: rows for name, sql in INVARIANTS.items() if (rows := self._breaches(sql))}
        assert not broken
        self._reconcile(journal, callers)
        verified = self._house.manage("verify_ledger")
        assert verified.returncode == 0, verified.stdout + verified.stderr

    def _breaches(self, sql: str) -> list[tuple]:
        return self.ask(sql, promised=scaled(PROMISED))

    def _reconcile(self, journal: Journal, callers: Callers) -> None:
        """Every acknowledged number is there once; asked again with its key, the same number comes."""
        acknowledged = journal.acknowledged()
        numbers = [entry.answer["number"] for entry in acknowledged if entry.answer]
        assert len(set(numbers)) == len(numbers)
        found = self.ask("SELECT number FROM cases_case WHERE number = ANY(%(numbers)s)", numbers=numbers)
        assert sorted(number for (number,) in found) == sorted(numbers)
        for entry in acknowledged:
            assert callers.repeat(entry)["number"] == (entry.answer or {})["number"]
