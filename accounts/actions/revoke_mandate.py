"""End a mandate: the principal takes it back, or the agent gives it up."""

from accounts import wording
from accounts.actor import Actor
from accounts.models import Mandate
from accounts.policies import must_end
from core.acts import act
from ledger.recording import hold, record


@act
def revoke_mandate(mandate: Mandate, *, by: Actor) -> Mandate:
    """Nothing more is done under it from this moment; what was done stays (Civil Code art. 173).

    Ending it twice is harmless. Raises NotAllowed for anybody but principal and agent.
    """
    mandate, held = hold(Mandate.objects.filter(pk=mandate.pk))
    must_end(by, mandate)
    if mandate.revoked_at:
        return mandate
    mandate.revoked_at = held.now
    mandate.save(update_fields=["revoked_at"])
    given_up = mandate.agent_id == by.user_id
    record(
        wording.REVOKE_MANDATE,
        held,
        by=by,
        subject=mandate,
        changed=[mandate],
        data={"by": "agent" if given_up else "principal"},
    )
    return mandate
