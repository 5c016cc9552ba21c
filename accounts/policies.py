"""Who may do what with a mandate and with the registry of channels.

Each rule raises NotAllowed in words, or returns nothing.
"""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Mandate, Organisation, Person, Role, User
from core.errors import BadInput, NotAllowed


def is_principal(actor: Actor, *, person_id: int | None, organisation_id: int | None) -> bool:
    """Whether this is the person, or the legal representative of the organisation."""
    if person_id is not None:
        return actor.person_id == person_id
    return organisation_id is not None and organisation_id in actor.organisation_ids


def must_give(actor: Actor, principal: Person | Organisation, agent: User) -> None:
    """Only the principal gives a mandate, and never to themself; an agent does not pass one on (art. 169)."""
    person_id = principal.pk if isinstance(principal, Person) else None
    organisation_id = principal.pk if isinstance(principal, Organisation) else None
    if actor.role or not is_principal(actor, person_id=person_id, organisation_id=organisation_id):
        raise NotAllowed(_("Only the person, or the organisation's legal representative, gives a mandate."))
    if agent.pk == actor.user_id:
        raise BadInput(_("You need no mandate to act for yourself."))


def must_hold(actor: Actor, mandate: Mandate) -> None:
    """Only the agent takes it up."""
    if mandate.agent_id != actor.user_id:
        raise NotAllowed(_("Only the one to whom it was given may do this."))


def must_end(actor: Actor, mandate: Mandate) -> None:
    """The principal at any time, and the agent who no longer wants it (Civil Code art. 173)."""
    ends = is_principal(actor, person_id=mandate.person_id, organisation_id=mandate.organisation_id)
    if not (ends or mandate.agent_id == actor.user_id):
        raise NotAllowed(_("Only the two whom this mandate concerns may end it."))


def must_run_registry(actor: Actor) -> None:
    """Channels are managed centrally (A-117): by an administrator, or by the product when it is set up."""
    if not (actor.is_product or actor.role == Role.ADMINISTRATOR):
        raise NotAllowed(_("The registry of channels is run by an administrator."))
