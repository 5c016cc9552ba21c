"""Write down the name of a party that stands at the window."""

from django.utils.translation import gettext_lazy as _

from accounts.actions import name_person
from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case, Party
from cases.policies import must_accept
from cases.selectors import parties_of
from core.acts import act
from core.errors import BadInput, NotFound
from ledger.recording import record


@act
def name_party(case: Case, *, by: Actor, role: str, name: str, expect: int | None = None) -> Party:
    """The name of a person whom a clerk of intake identified, as it stands on the card.

    A name that is known stays and leaves no record. Raises NotFound for an empty role, BadInput for
    an organisation: its name is the register's.
    """
    case, held = hold_case(case, expect=expect)
    must_accept(by, case)
    party = next((party for party in parties_of(case) if party.role == role), None)
    if party is None:
        raise NotFound(_("Nobody fills this role yet."))
    if party.person is None:
        raise BadInput(_("Only a person is named at a counter."))
    if party.person.is_nameless:
        party.person = name_person(party.person, by=by, name=name)
        record(
            wording.NAME_PARTY,
            held,
            by=by,
            subject=case,
            data={"role": role, "name": party.name, "words": held.commit(party.person.name)},
        )
    return party
