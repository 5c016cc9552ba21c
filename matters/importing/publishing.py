"""Putting drafts in force: the version before ends the day before, and nothing else of it changes."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q

from ledger.recording import record
from matters import wording
from matters.importing.context import Context
from matters.importing.stored import VERSIONED
from matters.models import Handbook, OneThingVersion

Version = Handbook | OneThingVersion


def publish_drafts(kind: str, codes: Iterable[str], context: Context) -> list[Version]:
    """Put the drafts of these matters (or one-things) in force, each with its event."""
    drafts = _drafts(kind, codes)
    for draft in drafts:
        held = context.hold_owner(_owner(draft, kind))
        closed = _close_before(draft, kind)
        draft.published_at = context.now
        draft.save(update_fields=["published_at"])
        record(
            wording.PUBLISH_HANDBOOK,
            held,
            by=context.by,
            subject=draft,
            changed=[draft, *closed],
            data=_told(draft, kind),
        )
    return drafts


def record_drafts(kind: str, codes: Collection[str], context: Context) -> None:
    """Leave the event of each new draft; one that is put in force at once needs no other."""
    for draft in _drafts(kind, codes):
        held = context.hold_owner(_owner(draft, kind))
        told = _told(draft, kind)
        record(wording.DRAFT_HANDBOOK, held, by=context.by, subject=draft, changed=[draft], data=told)


def _drafts(kind: str, codes: Iterable[str]) -> list[Version]:
    model, owner = VERSIONED[kind]
    drafts = model.objects.filter(published_at=None, **{f"{owner}__code__in": list(codes)})
    return list(drafts.select_related(owner).order_by(f"{owner}__code", "version"))


def _close_before(draft: Version, kind: str) -> list[Version]:
    """End the version before, where there is one that would still be in force."""
    if draft.version == 1:
        return []
    model, owner = VERSIONED[kind]
    before: list[Version] = list(
        model.objects.published().filter(
            Q(effective_to=None) | Q(effective_to__gte=draft.effective_from),
            effective_from__lt=draft.effective_from,
            **{owner: _owner(draft, kind)},
        )
    )
    for version in before:
        version.effective_to = draft.effective_from - timedelta(days=1)
        version.save(update_fields=["effective_to"])
    return before


def _owner(version: Version, kind: str) -> Any:
    return getattr(version, VERSIONED[kind][1])


def _told(version: Version, kind: str) -> dict[str, Any]:
    return {
        "code": _owner(version, kind).code,
        "version": version.version,
        "name": version.name,
        "fingerprint": version.fingerprint,
    }
