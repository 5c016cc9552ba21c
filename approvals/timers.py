"""What happens to a case when a time runs out that opens or ends its review."""

from accounts.actor import Actor
from approvals.actions.accept_by_silence import accept_by_silence
from approvals.actions.withdraw_acceptance import withdraw_acceptance
from cases.deadlines import SILENCE, TOLERANCE_DUE
from cases.models import Case
from core.errors import WrongState
from core.timers import timer_handler


@timer_handler(SILENCE)
def notice_due(subject: str) -> None:
    """Five working days have passed without an answer."""
    try:
        accept_by_silence(Case.objects.get(pk=subject), by=Actor.system("timer"))
    except WrongState:
        return  # answered in the last second


@timer_handler(TOLERANCE_DUE)
def tolerance_due(subject: str) -> None:
    """A tolerated material's day has passed."""
    try:
        withdraw_acceptance(Case.objects.get(pk=subject), by=Actor.system("timer"))
    except WrongState:
        return  # it came in time
