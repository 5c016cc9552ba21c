"""What happens to a case when a time runs out and no review is live."""

from accounts.actor import Actor
from cases.actions.deem_withdrawn import deem_withdrawn
from cases.actions.expire_case import expire_case
from cases.deadlines import CORRECTION_DUE, DRAFT_EXPIRY
from cases.models import Case
from core.errors import WrongState
from core.timers import timer_handler


@timer_handler(CORRECTION_DUE)
def correction_due(subject: str) -> None:
    """The time to answer a notice is over."""
    try:
        deem_withdrawn(Case.objects.get(pk=subject), by=Actor.system("timer"))
    except WrongState:
        return  # answered in the last second: nothing to do


@timer_handler(DRAFT_EXPIRY)
def draft_expiry(subject: str) -> None:
    """A draft's time is over."""
    try:
        expire_case(Case.objects.get(pk=subject), by=Actor.system("timer"))
    except WrongState:
        return  # submitted meanwhile
