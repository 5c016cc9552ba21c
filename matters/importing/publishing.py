"""Putting drafts in force: the version before ends the day before, and nothing else of it changes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from matters.importing.stored import VERSIONED
from matters.models import Handbook, OneThingVersion

Version = Handbook | OneThingVersion


def publish_drafts(kind: str, codes: Iterable[str], now: datetime) -> list[Version]:
    """Put the drafts of these matters (or one-things) in force, oldest first."""
    model, owner = VERSIONED[kind]
    drafts = model.objects.filter(published_at=None, **{f"{owner}__code__in": list(codes)})
    published = list(drafts.select_related(owner).order_by(owner, "version"))
    _close_before(model, owner, published)
    model.objects.filter(pk__in=[draft.pk for draft in published]).update(published_at=now)
    return published


def _close_before(model: Any, owner: str, drafts: list[Version]) -> None:
    """End the version before each of them, where there is one that would still be in force."""
    for draft in drafts:
        if draft.version == 1:
            continue
        before = model.objects.published().filter(
            Q(effective_to=None) | Q(effective_to__gte=draft.effective_from),
            effective_from__lt=draft.effective_from,
            **{owner: getattr(draft, owner)},
        )
        before.update(effective_to=draft.effective_from - timedelta(days=1))
