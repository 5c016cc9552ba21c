"""Rows of the tables that keep a record whole."""

from collections.abc import Callable, Sequence
from typing import Any

from matters.canonical import fingerprint
from matters.importing.context import Context
from matters.linting import Entry
from matters.models import CatalogueRecord

Columns = Callable[[Any, Context], dict[str, Any]]


def write_records(
    model: type[CatalogueRecord], entries: Sequence[Entry], context: Context, columns: Columns
) -> None:
    """One row per record: the record, its fingerprint, and the columns taken out of it."""
    first = context.next_ordinal(model)
    context.add(
        model,
        [
            model(
                code=entry.id,
                ordinal=first + place,
                record=entry.record,
                fingerprint=fingerprint(entry.record),
                **columns(entry.record, context),
            )
            for place, entry in enumerate(entries)
        ],
    )
