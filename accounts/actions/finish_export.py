"""The copy of somebody's data is ready."""

from datetime import timedelta

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.holding import hold_profile
from accounts.privacy import DataExport
from core.acts import act
from core.timers import set_timer
from ledger.recording import record

KEPT = timedelta(days=3)
FORGET_EXPORT = "accounts.forget_export"


@act
def finish_export(export: DataExport, *, by: Actor, sha256: str, size: int) -> DataExport:
    """Notes its digest and until when it can be fetched; a second worker's finish changes nothing."""
    _profile, held = hold_profile(export.profile.person_id)
    row = DataExport.objects.get(pk=export.pk)
    if row.ready_at is not None:
        return row
    row.sha256, row.size, row.progress = sha256, size, 100
    row.ready_at, row.expires_at = held.now, held.now + KEPT
    row.save()
    set_timer(FORGET_EXPORT, str(row.public_id), row.expires_at)
    record(wording.FINISH_EXPORT, held, by=by, subject=row, changed=[row], data={"size": size})
    return row
