"""What the portal itself hears from the ledger after commit."""

from accounts.actions.finish_export import FORGET_EXPORT
from accounts.actor import Actor
from accounts.privacy import DataExport
from accounts.privacy_wording import ASK_EXPORT
from core.timers import timer_handler
from ledger.models import Event
from ledger.registry import subscriber
from portal.citizen.copying import forget_copy, make_copy

KEY = "portal.copy"


@subscriber(KEY, actions=[ASK_EXPORT], outside=True, leases=1)
def copy_own_data(event: Event) -> None:
    """Makes the copy that somebody asked for; one at a time, because it reads everything."""
    export = DataExport.objects.select_related("profile").get(pk=event.subject_id)
    make_copy(export, by=Actor.system(KEY))


@timer_handler(FORGET_EXPORT)
def forget(public_id: str) -> None:
    """The days of a copy are over."""
    forget_copy(public_id)
