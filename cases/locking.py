"""How an act takes hold of a case: its row and its chain in one statement, before anything is read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from core.errors import Stale
from ledger.recording import Held, hold


def hold_case(
    case: Case,
    *,
    expect: int | None = None,
    also: Sequence[str] = (),
    beside: Sequence[str] = (),
    noting: Mapping[str, Any] | None = None,
) -> tuple[Case, Held]:
    """The case, locked and fetched afresh; the caller's object is never refreshed.

    `also`: relations locked and fetched in the same statement, such as "draft"; `beside`: relations
    that are only read in it; `noting`: expressions worked out in it, set on the case by their names.

    `expect`: the version the page or call was made from. Raises Stale when another one stands.
    """
    rows = Case.objects.select_related("chain", *beside).annotate(**(noting or {})).filter(pk=case.pk)
    fresh, held = hold(rows, also=also)
    if expect is not None and expect != held.seq:
        raise Stale(
            _("The application has moved on since you looked. Nothing was lost; look again, then repeat."),
            version=held.seq,
        )
    return fresh, held
