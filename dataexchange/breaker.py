"""A partner that keeps failing is left alone by every process for a while; then one tries first."""

from datetime import timedelta

from django.db.models import F

from core import clock
from dataexchange.models import PartnerHealth
from dataexchange.rules import probe_until, rest_seconds
from dataexchange.states import ANSWERED, Outcome
from ledger.relay import TryLater, wake

SECOND_TRY_SECONDS = 2.0
NEWS_SECONDS = 10.0  # a success is written down at most this often


def ask_leave(partner: str) -> None:
    """Returns when the partner may be called now. Raises TryLater while it rests."""
    health = PartnerHealth.objects.filter(partner=partner).first()
    if health is None or health.open_until is None:
        return
    now = clock.now()
    if health.open_until > now:
        raise TryLater((health.open_until - now).total_seconds(), f"{partner} rests: {health.last_outcome}")
    first = PartnerHealth.objects.filter(partner=partner, open_until=health.open_until)
    if not first.update(open_until=probe_until(now)):
        raise TryLater(SECOND_TRY_SECONDS, f"{partner} is being tried")


def note(partner: str, outcome: str, *, wish: float | None = None, subscriber: str = "") -> None:
    """Writes down how a call ended. A partner that is back is told at once what has waited for it."""
    if outcome in ANSWERED:
        _note_answer(partner, outcome, subscriber)
    else:
        _note_failure(partner, outcome, wish)


def _note_answer(partner: str, outcome: str, subscriber: str) -> None:
    now = clock.now()
    health, _made = PartnerHealth.objects.get_or_create(partner=partner)
    fresh = health.last_ok_at and now - health.last_ok_at < timedelta(seconds=NEWS_SECONDS)
    if fresh and not health.failures and health.open_until is None:
        return
    good = {"failures": 0, "open_until": None, "last_ok_at": now, "last_outcome": outcome}
    PartnerHealth.objects.filter(partner=partner).update(**good)
    if health.failures and subscriber:
        wake(subscriber)


def _note_failure(partner: str, outcome: str, wish: float | None) -> None:
    now = clock.now()
    PartnerHealth.objects.get_or_create(partner=partner)
    rows = PartnerHealth.objects.filter(partner=partner)
    rows.update(failures=F("failures") + 1, last_failure_at=now, last_outcome=Outcome(outcome))
    rest = rest_seconds(rows.values_list("failures", flat=True)[0], wish=wish)
    rows.update(open_until=now + timedelta(seconds=rest) if rest else None)
