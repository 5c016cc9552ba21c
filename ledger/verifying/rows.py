"""Checks the rows of some chains against the last digest that their events carry of each."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import F, Model

from ledger import registry
from ledger.digests import row_digest
from ledger.models import Event
from ledger.verifying.problems import Findings, Kind

Folded = dict[str, dict[str, str | None]]  # table -> key -> last digest, None when deleted


def fold(events: Collection[Event]) -> Folded:
    """The last digest of each row that the events name."""
    folded: Folded = {}
    for event in events:
        for table, key, digest in filter(_is_entry, event.digests):
            folded.setdefault(table, {})[key] = digest
    return folded


def _is_entry(entry: Any) -> bool:
    """A forged event may hold anything; it is named by its hash, and must not stop the verifier."""
    if not isinstance(entry, list) or len(entry) != 3:
        return False
    return isinstance(entry[0], str) and isinstance(entry[1], str) and isinstance(entry[2], str | None)


def check_rows(
    folded: Mapping[int, Folded], salts: Mapping[int, bytes], findings: Mapping[int, Findings]
) -> None:
    """Names every row of these chains that differs from its digest, is missing, or was never recorded.

    `folded` and `findings` by chain id; `salts` holds the chains whose rows can be checked.
    """
    seen: set[tuple[int, str, str]] = set()
    for chain_id, row in _rows_of(salts):
        table, key = row._meta.db_table, str(row.pk)
        seen.add((chain_id, table, key))
        _check_row(row, folded[chain_id].get(table, {}).get(key), salts[chain_id], findings[chain_id])
    missing = [entry for entry in _expected(folded, salts) if entry[:3] not in seen]
    _check_by_key(missing, salts, findings)


def _rows_of(salts: Mapping[int, bytes]) -> Iterator[tuple[int, Model]]:
    """All rows of protected models that belong to these chains."""
    for model, protection in registry.protected().items():
        if protection.chain is None:
            continue
        rows = model._base_manager.filter(**{f"{protection.chain}__in": list(salts)})
        for row in rows.annotate(chain_of_row=F(protection.chain)).iterator(chunk_size=2000):
            yield row.chain_of_row, row


def _check_row(row: Model, digest: str | None, salt: bytes, findings: Findings) -> None:
    table = row._meta.db_table
    if digest is None:
        findings.add(table, row.pk, Kind.ADDED, "no event of its chain made it")
    elif row_digest(row, salt) != digest:
        findings.add(table, row.pk, Kind.EDITED, "it differs from what its last event covers")


def _expected(
    folded: Mapping[int, Folded], salts: Mapping[int, bytes]
) -> Iterator[tuple[int, str, str, str | None]]:
    for chain_id in salts:
        for table, rows in folded[chain_id].items():
            for key, digest in rows.items():
                yield chain_id, table, key, digest


def _check_by_key(
    expected: Collection[tuple[int, str, str, str | None]],
    salts: Mapping[int, bytes],
    findings: Mapping[int, Findings],
) -> None:
    """Rows that were not met on the path to their chain: looked for by their key."""
    models = {model._meta.db_table: model for model in [*apps.get_models(), *registry.protected()]}
    by_table: dict[str, list[tuple[int, str, str | None]]] = {}
    for chain_id, table, key, digest in expected:
        by_table.setdefault(table, []).append((chain_id, key, digest))
    for table, entries in by_table.items():
        present = _by_key(models[table], [key for _chain, key, _digest in entries]) if table in models else {}
        for chain_id, key, digest in entries:
            row = present.get(key)
            if row is not None:
                _check_row(row, digest, salts[chain_id], findings[chain_id])
            elif digest is not None:
                findings[chain_id].add(table, key, Kind.REMOVED, "its row is gone")


def _by_key(model: type[Model], keys: Collection[str]) -> dict[str, Model]:
    return {str(row.pk): row for row in model._base_manager.filter(pk__in=_readable(model, keys))}


def _readable(model: type[Model], keys: Collection[str]) -> list[Any]:
    """The keys that this model could have; a forged event may name others."""
    readable = []
    for key in keys:
        try:
            readable.append(model._meta.pk.to_python(key))
        except ValidationError:
            continue
    return readable
