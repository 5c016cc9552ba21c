"""Take back an agreement to the processing of sensitive data."""

from collections.abc import Collection

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.consents import agreed_by
from accounts.holding import hold_profile
from accounts.privacy import Consent
from core.acts import act
from core.errors import NotAllowed, WrongState
from ledger.recording import record


@act
def withdraw_consent(person_id: int, *, by: Actor, elements: Collection[str]) -> Consent:
    """As easy as giving it (PIPL art. 15); what was done before stays lawful.

    From here on these elements are neither asked nor fetched for new applications. Raises NotAllowed
    for anybody but the person, WrongState when none of it is agreed to.
    """
    if by.person_id != person_id:
        raise NotAllowed(_("Only the person themself can take this back."))
    profile, held = hold_profile(person_id)
    standing = sorted(set(elements) & agreed_by(person_id))
    if not standing:
        raise WrongState(_("There is no such agreement any more."))
    row = Consent.objects.create(
        profile=profile,
        kind=Consent.Kind.WITHDRAWN,
        version=settings.PRIVACY_NOTICE_VERSION,
        elements=standing,
        at=held.now,
    )
    record(wording.WITHDRAW_CONSENT, held, by=by, subject=row, changed=[row], data={"elements": row.elements})
    return row
