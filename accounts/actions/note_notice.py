"""Keep that somebody was told how their data are processed."""

from django.conf import settings

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.consents import was_told
from accounts.holding import hold_profile
from accounts.privacy import Consent
from core.acts import act
from ledger.recording import record


@act
def note_notice(person_id: int, *, by: Actor) -> None:
    """Once for each version of the notice (PIPL art. 17 and 35: told, not asked)."""
    if was_told(person_id):
        return
    profile, held = hold_profile(person_id)
    row = Consent.objects.create(
        profile=profile, kind=Consent.Kind.NOTICE, version=settings.PRIVACY_NOTICE_VERSION, at=held.now
    )
    record(
        wording.NOTE_NOTICE, held, by=by, subject=row, changed=[profile, row], data={"version": row.version}
    )
