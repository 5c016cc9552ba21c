"""Let somebody act for oneself or one's organisation."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts import wording
from accounts.actor import Actor
from accounts.models import Mandate, Organisation, Person, User
from accounts.policies import must_give
from core.acts import act
from core.clock import local_date
from core.errors import BadInput
from ledger.recording import open_chain, record

LONGEST_DAYS = 3 * 365  # a mandate that outlives its reason is a danger to whoever gave it


@dataclass(frozen=True)
class Terms:
    """What a mandate is for and how long: `scope` is the code of a matter or one-thing, "" for all."""

    scope: str
    valid_from: date
    valid_to: date


@act
def give_mandate(principal: Person | Organisation, *, by: Actor, agent: User, terms: Terms) -> Mandate:
    """A mandate in writing, with what it is for and until when (Civil Code art. 165).

    It serves the agent from the moment they take it up. Raises NotAllowed for anybody but the
    principal, BadInput for days that fit no calendar or a mandate that already stands.
    """
    must_give(by, principal, agent)
    held = open_chain("mandate")
    _check_days(terms, local_date(held.now))
    _refuse_twin(principal, agent, terms)
    mandate = Mandate.objects.create(
        chain_id=held.id,
        agent=agent,
        person=principal if isinstance(principal, Person) else None,
        organisation=principal if isinstance(principal, Organisation) else None,
        scope=terms.scope,
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        given_at=held.now,
    )
    record(
        wording.GIVE_MANDATE,
        held,
        by=by,
        subject=mandate,
        changed=[mandate],
        data={"scope": terms.scope, "from": terms.valid_from, "to": terms.valid_to},
    )
    return mandate


def _check_days(terms: Terms, today: date) -> None:
    if terms.valid_to < terms.valid_from or terms.valid_to < today:
        raise BadInput(
            _("The last day has to lie ahead, and not before the first."),
            errors=[{"field": "valid_to", "reason": _("Too early.")}],
        )
    if (terms.valid_to - max(terms.valid_from, today)).days > LONGEST_DAYS:
        raise BadInput(
            _("A mandate lasts three years at most; you can give it again."),
            errors=[{"field": "valid_to", "reason": _("Too late.")}],
        )


def _refuse_twin(principal: Person | Organisation, agent: User, terms: Terms) -> None:
    """The same mandate twice would have to be ended twice; the principal's row is held meanwhile."""
    type(principal).objects.select_for_update(no_key=True).get(pk=principal.pk)
    same = principal.mandates.filter(agent=agent, scope=terms.scope, revoked_at__isnull=True)
    if same.filter(valid_from__lte=terms.valid_to, valid_to__gte=terms.valid_from).exists():
        raise BadInput(_("This mandate already stands for some of these days: end it first to change it."))
