"""Figures of each registered channel: what was begun through it, and what became of that (A-117).

Counted over the applications begun in a stretch of time, so the three figures are about the same
applications and each is part of the one before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.channels import AccessChannel
from cases.models import Case
from cases.states import DECIDED
from core.clock import day_begins, local_date
from core.text import pick

DAYS = 30


@dataclass(frozen=True)
class ChannelFigures:
    """How many applications of one channel were begun, sent, and decided."""

    begun: int = 0
    submitted: int = 0
    completed: int = 0


def figures_since(begin: datetime) -> dict[int | None, ChannelFigures]:
    """Channel -> its figures; None is what came through no registered channel. One query, on its index."""
    rows = (
        Case.objects.order_by()
        .filter(created_at__gte=begin)
        .values("came_through")
        .annotate(
            begun=Count("pk"),
            submitted=Count("pk", filter=Q(submitted_at__isnull=False)),
            completed=Count("pk", filter=Q(state__in=DECIDED)),
        )
    )
    return {
        row["came_through"]: ChannelFigures(row["begun"], row["submitted"], row["completed"]) for row in rows
    }


def window_begins(now: datetime) -> datetime:
    """Midnight thirty days ago: what the figures count from."""
    return day_begins(now - timedelta(days=DAYS))


def channel_rows(now: datetime) -> list[dict[str, Any]]:
    """Every channel with its figures, the open ones first; last what came through none. Two queries."""
    figures = figures_since(window_begins(now))
    channels = AccessChannel.objects.order_by("active_to", "id")
    rows = [_row(channel, figures.get(channel.pk, ChannelFigures()), now) for channel in channels]
    rows.sort(key=lambda row: (not row["open"], -row["figures"].begun))
    return rows + _unknown(figures)


def _row(channel: AccessChannel, figures: ChannelFigures, now: datetime) -> dict[str, Any]:
    today = local_date(now)
    is_open = channel.active_from <= today and (channel.active_to is None or today < channel.active_to)
    return {
        "name": pick(channel.name),
        "owner": pick(channel.owner),
        "kind": channel.get_kind_display(),
        "origins": channel.origins,
        "key_set_at": channel.key_set_at,
        "active_from": channel.active_from,
        "active_to": channel.active_to,
        "open": is_open,
        "figures": figures,
    }


def _unknown(figures: Mapping[int | None, ChannelFigures]) -> list[dict[str, Any]]:
    found = figures.get(None)
    if found is None:
        return []
    return [{"name": _("No registered channel"), "open": True, "unregistered": True, "figures": found}]


def busiest(rows: Iterable[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """The channels that an overview has room for."""
    return [row for row in rows if row["open"]][:most]
