"""Decline that sensitive data are processed, and go on without them."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.holding import hold_profile
from accounts.privacy import Consent
from core.acts import act
from core.errors import BadInput, NotAllowed
from ledger.recording import record


@act
def decline_consent(
    person_id: int, *, by: Actor, elements: Collection[str], about: Mapping[str, str], reference: str = ""
) -> Consent:
    """A refusal that stands until the person agrees after all (PIPL art. 16: no errand may hang on it).

    `about` names the errand in both languages, `reference` the application in which it was asked.
    Raises NotAllowed for anybody but the person, BadInput when it would be about nothing.
    """
    if by.person_id != person_id:
        raise NotAllowed(_("Only the person themself can decline this."))
    if not elements:
        raise BadInput(_("Say what the agreement is about."))
    profile, held = hold_profile(person_id)
    row = Consent.objects.create(
        profile=profile,
        kind=Consent.Kind.DECLINED,
        version=settings.PRIVACY_NOTICE_VERSION,
        elements=sorted(elements),
        about=dict(about),
        at=held.now,
    )
    data = {"elements": row.elements, "version": row.version, "case": reference}
    record(wording.DECLINE_CONSENT, held, by=by, subject=row, changed=[profile, row], data=data)
    return row
