"""How other systems are doing: for the health page and supervisors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from core import clock
from dataexchange.models import PartnerHealth
from dataexchange.rules import FAILURES_TO_OPEN
from ledger.models import Delivery

SHARED_DATA = "shared-data"


@dataclass(frozen=True)
class PartnerState:
    """One partner as it stands: ok, failing (some calls in a row), resting (left alone) or unknown."""

    partner: str
    state: str
    failures: int
    open_until: datetime | None
    last_ok_at: datetime | None
    last_outcome: str
    waiting: int
    parked: int


def partner_states() -> list[PartnerState]:
    """Every partner of the settings, in two queries. A partner that is down degrades, never stops, us."""
    health = {row.partner: row for row in PartnerHealth.objects.all()}
    partners = {department: f"push:{department}" for department in settings.DEPARTMENT_SYSTEMS}
    if settings.SHARED_DATA_URL:
        partners[SHARED_DATA] = SHARED_DATA
    counts = {
        row["subscriber"]: row
        for row in Delivery.objects.filter(subscriber__in=partners.values())
        .values("subscriber")
        .annotate(waiting=Count("id"), parked=Count("id", filter=Q(parked_at__isnull=False)))
        .order_by("subscriber")
    }
    nothing = {"waiting": 0, "parked": 0}
    return [
        _state(partner, health.get(partner), counts.get(subscriber, nothing))
        for partner, subscriber in partners.items()
    ]


def _state(partner: str, health: PartnerHealth | None, counts: Mapping[str, Any]) -> PartnerState:
    return PartnerState(
        partner=partner,
        state=_word(health),
        failures=health.failures if health else 0,
        open_until=health.open_until if health else None,
        last_ok_at=health.last_ok_at if health else None,
        last_outcome=health.last_outcome if health else "",
        waiting=counts["waiting"] - counts["parked"],
        parked=counts["parked"],
    )


def _word(health: PartnerHealth | None) -> str:
    if health is None:
        return "unknown"
    if health.open_until and (health.open_until > clock.now() or health.failures >= FAILURES_TO_OPEN):
        return "resting"
    return "failing" if health.failures else "ok"
