"""Write a notice to one person."""

from functools import partial

from django.db import transaction

from accounts.models import Person
from core import clock
from core.acts import act
from notices import doorbell
from notices.channels import chosen
from notices.models import Dispatch, Notice
from notices.shortening import URGENT, short_filled
from notices.wording import Params, kind_named


@act
def notify(
    person: Person,
    kind: str,
    params: Params,
    *,
    link: str = "",
    about: str = "",
    source_event: int | None = None,
    language: str = "zh",
    reminder_of: str = "",
) -> Notice:
    """Store the notice in the caller's transaction; it leaves after commit by every channel in use.

    With `source_event` the same person gets the same kind once per event, with `reminder_of` once for
    what it reminds of, however often it is asked for. `language`: the receiver's, for what leaves the
    house.
    Raises ImproperlyConfigured for an unknown kind or a place of its text that is not filled.
    """
    entry = kind_named(kind)
    title, body = entry.filled(params)
    words = {
        "about": about,
        "title": title,
        "body": body,
        "short": short_filled(kind, params),
        "language": "en" if language.startswith("en") else "zh",
        "urgent": kind in URGENT,
        "link": link,
        "reminder_of": reminder_of,
        "created_at": clock.now(),
    }
    cause = {"source_event": source_event} if source_event is not None else {"reminder_of": reminder_of}
    if any(cause.values()):
        notice, new = Notice.objects.get_or_create(person=person, kind=kind, **cause, defaults=words)
    else:
        notice, new = Notice.objects.create(person=person, kind=kind, **words), True
    if new:
        _queue(notice)
    return notice


def _queue(notice: Notice) -> None:
    dispatches = Dispatch.objects.bulk_create(
        Dispatch(notice=notice, channel=channel, due_at=notice.created_at) for channel in chosen()
    )
    ids = [dispatch.pk for dispatch in dispatches]
    transaction.on_commit(partial(doorbell.ring, ids), robust=True)
