"""Ask for a copy of everything the portal keeps about oneself."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.holding import hold_profile
from accounts.privacy import DataExport
from core.acts import act
from core.errors import NotAllowed, TooOften
from ledger.recording import record

PAUSE = timedelta(minutes=10)  # between two copies: making one reads everything


@act
def ask_export(person_id: int, *, by: Actor) -> DataExport:
    """One at a time (PIPL art. 45); the event rings whoever makes it.

    Raises NotAllowed for anybody but the person, TooOften within ten minutes of the last one.
    """
    if by.person_id != person_id:
        raise NotAllowed(_("Only the person themself gets a copy of their data."))
    profile, held = hold_profile(person_id)
    if DataExport.objects.filter(profile=profile, asked_at__gt=held.now - PAUSE).exists():
        raise TooOften(_("You asked for a copy a moment ago. It is made within a few minutes."))
    export = DataExport.objects.create(profile=profile, asked_at=held.now)
    record(wording.ASK_EXPORT, held, by=by, subject=export, changed=[profile, export])
    return export
