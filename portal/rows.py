"""Rows of a component: mappings or objects in, plain mappings with every key out."""

from collections.abc import Iterable, Mapping
from typing import Any


def row(item: Any, /, **defaults: Any) -> dict[str, Any]:
    """The item's values under those names; what it lacks comes from the defaults."""
    if isinstance(item, Mapping):
        return {**defaults, **item}
    return {name: getattr(item, name, default) for name, default in defaults.items()}


def rows(items: Iterable[Any] | None, /, **defaults: Any) -> list[dict[str, Any]]:
    """Each item through `row`."""
    return [row(item, **defaults) for item in items or ()]
