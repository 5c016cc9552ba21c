"""Agree that sensitive data are processed, apart from everything else."""

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
def give_consent(
    person_id: int,
    *,
    by: Actor,
    elements: Collection[str],
    about: Mapping[str, str],
    as_guardian: bool = False,
    reference: str = "",
) -> Consent:
    """A consent of its own for these elements (PIPL art. 29), for a child by its guardian (art. 31).

    `about` names the errand in both languages, `reference` the application in which it was asked.
    Raises NotAllowed for anybody but the person, BadInput when it would be about nothing.
    """
    if by.person_id != person_id:
        raise NotAllowed(_("Only the person themself can agree to this."))
    if not elements:
        raise BadInput(_("Say what the agreement is about."))
    profile, held = hold_profile(person_id)
    row = Consent.objects.create(
        profile=profile,
        kind=Consent.Kind.GIVEN,
        version=settings.PRIVACY_NOTICE_VERSION,
        elements=sorted(elements),
        about=dict(about),
        as_guardian=as_guardian,
        at=held.now,
    )
    record(
        wording.GIVE_CONSENT,
        held,
        by=by,
        subject=row,
        changed=[profile, row],
        data={"elements": row.elements, "version": row.version, "guardian": as_guardian, "case": reference},
    )
    return row
