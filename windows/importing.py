"""How the catalogue's windows become rows: called by the importer, inside its transaction."""

from collections.abc import Sequence

from accounts.models import ServicePoint
from matters.importing import sections
from matters.importing.context import Context
from matters.linting import Entry
from windows.models import Window

SECTION = "windows"


def load_windows(entries: Sequence[Entry], context: Context) -> None:
    """One row per window, after the halls they stand in."""
    first = context.next_ordinal(Window)
    context.add(Window, [_window(entry, first + place, context) for place, entry in enumerate(entries)])


def _window(entry: Entry, ordinal: int, context: Context) -> Window:
    record = entry.record
    return Window(
        code=entry.id,
        name=record["name"],
        kind=record["kind"],
        service_point_id=context.ids(ServicePoint)[record["hall"]],
        counters=record["counters"],
        represents=record["represents"],
        ordinal=ordinal,
    )


sections.register(SECTION, load_windows)
