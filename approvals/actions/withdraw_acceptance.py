"""Take an acceptance back because a tolerated material did not come."""

from accounts.actor import Actor
from approvals import wording
from approvals.actions.answer_question import told
from approvals.breaking_off import break_off
from approvals.locking import LiveRound, hold_round
from cases.actions import withdraw_acceptance as end_case
from cases.correcting import fulfil_undertakings, watch_what_is_owed
from cases.models import Case, Undertaking
from core.acts import act
from core.errors import WrongState
from ledger.recording import record


@act
def withdraw_acceptance(case: Case, *, by: Actor) -> Case:
    """撤销受理 with written reasons (B.2 art. 11(2)); fired by the tolerance timer.

    A material that is there, though nobody said so, is not held against the applicant: it counts as
    handed in. Raises WrongState when nothing is owed or its day has not passed.
    """
    live = hold_round(case)
    came = fulfil_undertakings(live.case, at=live.held.now)
    owed = Undertaking.objects.filter(case=live.case, fulfilled_at__isnull=True, due_at__lte=live.held.now)
    names = list(owed.values_list("material", flat=True))
    if not names and came:
        return _enough_came(live, came, by=by)
    if not names:
        raise WrongState("Nothing is owed, or its day has not passed.")
    break_off(live.case, live.held, live.tasks, by=by)
    return end_case(live.case, live.held, by=by, owed=names, came=came)


def _enough_came(live: LiveRound, came: list[Undertaking], *, by: Actor) -> Case:
    """What was due has come; whatever is owed later is watched from now on."""
    watch_what_is_owed(live.case)
    live.case.save(update_fields=["tolerated_until"])
    record(
        wording.ANSWER_QUESTION,
        live.held,
        by=by,
        subject=live.case,
        changed=[live.case, *came],
        data=told(live, (), came),
    )
    return live.case
