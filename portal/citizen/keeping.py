"""A draft as something one comes back to: what it is called, how long it is kept, how to go on elsewhere."""

from datetime import datetime, timedelta

from cases.deadlines import DRAFT_DAYS
from cases.models import Case, Draft
from core import clock
from core.calendar import due_at

SOON = timedelta(days=10)
REFERENCE_LENGTH = 8


def draft_reference(case: Case) -> str:
    """What a draft is called before it has a number: the end of its public id, 3F2A-91B0.

    Enough to tell one's own drafts apart on the telephone; nobody finds a case by it.
    """
    end = case.public_id.hex[-REFERENCE_LENGTH:].upper()
    return f"{end[:4]}-{end[4:]}"


def kept_until(draft: Draft) -> datetime:
    """When the draft expires if nobody comes back to it (cases.actions.answer_form moves it)."""
    return due_at(draft.saved_at, DRAFT_DAYS, "day").at


def expires_soon(draft: Draft) -> bool:
    """Whether it is time to say so, and to offer to keep it for longer."""
    return kept_until(draft) - clock.now() < SOON
