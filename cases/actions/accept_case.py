"""The case's half of acceptance; approvals.open_round holds the lock and opens the review."""

from collections.abc import Sequence
from datetime import datetime

from accounts.actor import Actor
from cases import wording
from cases.deadlines import SILENCE, TOLERANCE_DUE
from cases.models import Case, Undertaking
from core.timers import cancel_timers, replace_timer
from ledger.recording import Held, record


def accept_case(
    case: Case,
    held: Held,
    *,
    by: Actor,
    accepted_at: datetime,
    promised_due: datetime,
    statutory_due: datetime | None,
    provisional: bool,
    owed: Sequence[tuple[str, datetime]] = (),
    by_silence: bool = False,
    charged: bool = False,
) -> Case:
    """Accept, noting what is owed and by when. The caller has locked, authorized and checked.

    `owed`: (material, due). The earliest of them is when acceptance would be withdrawn (A-030).
    `charged`: the errand costs something, so a bill follows the event.
    """
    undertakings = _undertake(case, owed, held)
    tolerated_until = min((due for _material, due in owed), default=None)
    case.accept(
        at=accepted_at,
        promised_due=promised_due,
        statutory_due=statutory_due,
        tolerated_until=tolerated_until,
        by_silence=by_silence,
        provisional=provisional,
    )
    _watch(case, tolerated_until)
    record(
        wording.ACCEPT_CASE,
        held,
        by=by,
        subject=case,
        changed=undertakings,
        data={"by_silence": by_silence, "owed": [material for material, _due in owed], "charged": charged},
    )
    return case


def _undertake(case: Case, owed: Sequence[tuple[str, datetime]], held: Held) -> list[Undertaking]:
    return Undertaking.objects.bulk_create(
        Undertaking(case=case, material=material, due_at=due, given_at=held.now) for material, due in owed
    )


def _watch(case: Case, tolerated_until: datetime | None) -> None:
    """The notice is answered; from now on only what is owed can end the acceptance by itself."""
    if tolerated_until:
        replace_timer(SILENCE, TOLERANCE_DUE, str(case.pk), tolerated_until)
    else:
        cancel_timers(str(case.pk), SILENCE)
