"""The kinds of records whose rows live in an app above: it registers what writes them.

`windows` registers `register("windows", load_windows)` when it starts; the importer calls it inside
its own transaction with the records that are new, after everything they refer to has been written.
"""

from collections.abc import Callable, Sequence

from matters.importing.context import Context
from matters.linting import Entry

Loader = Callable[[Sequence[Entry], Context], None]

_loaders: dict[str, Loader] = {}


def register(kind: str, loader: Loader) -> None:
    """Name who writes a kind's rows; `kind` is one of `matters.linting.kinds.KINDS`."""
    _loaders[kind] = loader


def loader_of(kind: str) -> Loader | None:
    """Who writes that kind's rows, if an app above does."""
    return _loaders.get(kind)
