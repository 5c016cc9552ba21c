"""Fetch the copy of one's data."""

from django.utils.translation import gettext_lazy as _

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.holding import hold_profile
from accounts.privacy import DataExport
from core.acts import act
from core.errors import NotFound, WrongState
from ledger.recording import record


@act
def fetch_export(export: DataExport, *, by: Actor) -> DataExport:
    """Notes that the copy leaves. Raises NotFound for anybody else's, WrongState when it is over."""
    if by.person_id is None or export.profile.person_id != by.person_id:
        raise NotFound()
    _profile, held = hold_profile(by.person_id)
    row = DataExport.objects.get(pk=export.pk)
    if row.expires_at is None or row.expires_at <= held.now:
        raise WrongState(_("This copy is no longer kept. Please ask for a new one."))
    row.fetched_at = held.now
    row.save()
    record(wording.FETCH_EXPORT, held, by=by, subject=row, changed=[row])
    return row
