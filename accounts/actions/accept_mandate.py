"""Take up a mandate that somebody gave."""

from django.utils.translation import gettext_lazy as _

from accounts import wording
from accounts.actor import Actor
from accounts.models import Mandate
from accounts.policies import must_hold
from core.acts import act
from core.clock import local_date
from core.errors import WrongState
from ledger.recording import hold, record


@act
def accept_mandate(mandate: Mandate, *, by: Actor) -> Mandate:
    """From now on the agent may act under it. Taking it up twice is harmless.

    Raises NotAllowed for anybody but the agent, WrongState once it was ended or has run out.
    """
    mandate, held = hold(Mandate.objects.filter(pk=mandate.pk))
    must_hold(by, mandate)
    if mandate.revoked_at or mandate.valid_to < local_date(held.now):
        raise WrongState(_("This mandate has ended."))
    if mandate.accepted_at:
        return mandate
    mandate.accepted_at = held.now
    mandate.save(update_fields=["accepted_at"])
    record(wording.ACCEPT_MANDATE, held, by=by, subject=mandate, changed=[mandate])
    return mandate
