"""Checks chains with their rows, some at a time, each batch on one snapshot of the database."""

from collections.abc import Collection, Iterator

from django.db import connection, transaction

from ledger import registry
from ledger.erasing import ERASE_SALT
from ledger.models import Chain, Event, PendingEvent, Salt, SequencedEvent
from ledger.verifying.history import SALT, History, check_history
from ledger.verifying.problems import Findings, Kind, Problem, label_chains
from ledger.verifying.rows import check_rows, fold

BATCH = 100


def verify_all_chains() -> Iterator[Problem]:
    """The problems of every chain, in the order of their ids; holds one batch in memory."""
    last = 0
    while ids := list(Chain.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield from verify_chains(ids)
        last = ids[-1]
    yield from verify_chains(_chains_without_row())


def _chains_without_row() -> list[int]:
    """Chains that events or numbers speak of and whose own row is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS)
        return [chain_id for (chain_id,) in cursor.fetchall()]


_ORPHANS = """
SELECT chain_id FROM (
    SELECT chain_id FROM ledger_event UNION SELECT chain_id FROM ledger_sequencedevent
) named
WHERE NOT EXISTS (SELECT FROM ledger_chain WHERE id = named.chain_id) ORDER BY chain_id
"""


def verify_chains(chain_ids: Collection[int]) -> list[Problem]:
    """Every problem of these chains: their events, their ends, their rows and the apps' further checks."""
    if not chain_ids:
        return []
    with transaction.atomic():
        _one_snapshot()
        return _verify(chain_ids)


def _one_snapshot() -> None:
    """Acts go on while the verifier reads: it sees one moment. Inside a caller's transaction, theirs."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _verify(chain_ids: Collection[int]) -> list[Problem]:
    histories = _load(chain_ids)
    findings = {chain_id: Findings(chain_id) for chain_id in histories}
    for chain_id, history in histories.items():
        check_history(history, findings[chain_id])
        _check_salt(history, findings[chain_id])
    folded = {chain_id: fold(history.events) for chain_id, history in histories.items()}
    salts = {
        chain_id: history.salt
        for chain_id, history in histories.items()
        if history.salt and not findings[chain_id].has(SALT, chain_id)
    }
    check_rows(folded, salts, findings)
    for chain_id, tables in folded.items():
        for check in registry.verifiers():
            for table, key, problem in check(chain_id, tables):
                findings[chain_id].add(table, key, problem)
    return list(_named(histories, findings))


def _load(chain_ids: Collection[int]) -> dict[int, History]:
    chains = Chain.objects.in_bulk(chain_ids)
    salts = {salt.pk: bytes(salt.value) for salt in Salt.objects.filter(pk__in=chain_ids)}
    histories = {chain_id: History(chains.get(chain_id), salts.get(chain_id)) for chain_id in chain_ids}
    for event in Event.objects.filter(chain__in=chain_ids).order_by("chain_id", "seq"):
        histories[event.chain_id].events.append(event)
    for number in SequencedEvent.objects.filter(chain__in=chain_ids):
        histories[number.chain_id].numbered[number.seq] = (number.event_id, bytes(number.hash))
    ids = {event.pk: history for history in histories.values() for event in history.events}
    for event_id in PendingEvent.objects.filter(pk__in=ids).values_list("pk", flat=True):
        ids[event_id].pending.add(event_id)
    return histories


def _check_salt(history: History, findings: Findings) -> None:
    """A salt may be missing only where the chain says that it was erased."""
    erased = any(event.action == ERASE_SALT for event in history.events)
    if history.chain is not None and not history.salt and not erased:
        findings.add(SALT, findings.chain_id, Kind.REMOVED, "no event of its chain erased it")


def _named(histories: dict[int, History], findings: dict[int, Findings]) -> Iterator[Problem]:
    found = {chain_id for chain_id, problems in findings.items() if problems}
    if not found:
        return
    names = label_chains({chain_id: _kind(histories[chain_id]) for chain_id in found})
    for chain_id in sorted(found):
        yield from findings[chain_id].named(names[chain_id])


def _kind(history: History) -> str:
    return history.chain.kind if history.chain else ""
