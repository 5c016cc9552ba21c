"""What happens when a time runs out that opens or ends a review, or a pause in it."""

from accounts.actor import Actor
from approvals.actions.accept_by_silence import accept_by_silence
from approvals.actions.end_pause import end_pause
from approvals.actions.withdraw_acceptance import withdraw_acceptance
from approvals.deadlines import ARCHIVE_AGAIN, PAUSE_OVER
from approvals.models import Task
from cases.deadlines import SILENCE, TOLERANCE_DUE
from cases.models import Case
from core.errors import NotFound, WrongState
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


@timer_handler(PAUSE_OVER)
def pause_over(subject: str) -> None:
    """The days told for a special procedure are used."""
    try:
        end_pause(Task.objects.select_related("case").get(pk=subject), by=Actor.system("timer"))
    except (WrongState, NotFound):
        return  # resumed, or the review is over


@timer_handler(ARCHIVE_AGAIN)
def archive_again(subject: str) -> None:
    """A day has passed since it could not be archived: the next run finds it again, now that this is gone."""
