"""Say how one wants to be spoken to and reached."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts import privacy_wording as wording
from accounts.actor import Actor
from accounts.holding import hold_profile
from accounts.privacy import Profile
from core.acts import act
from core.errors import NotAllowed
from ledger.recording import record


@dataclass(frozen=True)
class Wishes:
    """What one may choose. An empty mobile means: the number that is registered."""

    language: str
    mode: str
    mobile: str
    email: str
    by_sms: bool
    by_email: bool


@act
def update_profile(person_id: int, *, by: Actor, wishes: Wishes) -> Profile:
    """Keeps the wishes of the person themself; raises NotAllowed for anybody else's."""
    if by.person_id != person_id:
        raise NotAllowed(_("Only the person themself chooses this."))
    profile, held = hold_profile(person_id)
    before = Wishes(**{name: getattr(profile, name) for name in Wishes.__dataclass_fields__})
    changed = [name for name in Wishes.__dataclass_fields__ if getattr(before, name) != getattr(wishes, name)]
    for name in changed:
        setattr(profile, name, getattr(wishes, name))
    profile.save()
    record(wording.UPDATE_PROFILE, held, by=by, subject=profile, changed=[profile], data={"fields": changed})
    return profile
