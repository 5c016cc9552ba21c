"""Pages of long lists by cursor: what follows the last row seen, at the same cost on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

PAGE = 50
LONGEST_KEY = 18

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page, and the cursor of the next; empty on the last."""

    rows: Sequence[M]
    after: str


def newest_first(rows: QuerySet[M], after: str) -> Page[M]:
    """By key, the newest first. A cursor that can't be read begins at the top."""
    if _is_key(after):
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Page(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def urgent_first(rows: QuerySet[M], after: str) -> Page[M]:
    """By `promised_due_at` and key; the cursor is both, as `2026-11-20T09:00:00+00:00_17`."""
    moment, _sign, key = after.rpartition("_")
    due = _moment(moment)
    if due is not None and _is_key(key):
        behind = Q(promised_due_at__gt=due) | Q(promised_due_at=due, pk__gt=int(key))
        rows = rows.filter(promised_due_at__gte=due).filter(behind)
    found = list(rows.order_by("promised_due_at", "pk")[: PAGE + 1])
    return Page(found[:PAGE], _cursor(found[PAGE - 1]) if len(found) > PAGE else "")


def _cursor(row: Model) -> str:
    return f"{row.promised_due_at.isoformat()}_{row.pk}"  # type: ignore[attr-defined]


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
