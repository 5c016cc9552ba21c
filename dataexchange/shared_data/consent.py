"""Whom a case may ask about: nobody's record is fetched because somebody else typed their number."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actor import HALL_ROLES
from accounts.models import Mandate, Post, User
from cases.models import Case, Party
from core import clock


@dataclass(frozen=True)
class Consents:
    """Roles whose records may be asked for; whether the one who began the case is a party of it."""

    agreed: frozenset[str]
    among_parties: bool


def consents_of(case: Case, parties: Sequence[Party], errand: str) -> Consents:
    """Who agreed: began the case themself, confirmed, was identified at a counter, or gave a mandate."""
    beginner = case.created_by
    own = [party for party in parties if _acts_for_itself(party, beginner)]
    if not own and _is_hall_staff(beginner):
        return Consents(frozenset(party.role for party in parties), among_parties=False)
    agreed = [
        *own,
        *(party for party in parties if party.confirmed_at),
        *_mandated(parties, beginner, errand),
    ]
    return Consents(frozenset(party.role for party in agreed), among_parties=bool(own))


def _acts_for_itself(party: Party, user: User) -> bool:
    if user.person_id is None:
        return False
    if party.organisation:
        return party.organisation.legal_representative_id == user.person_id
    return party.person_id == user.person_id


def _is_hall_staff(user: User) -> bool:
    return Post.objects.current(clock.today()).filter(user=user, role__in=HALL_ROLES).exists()


def _mandated(parties: Sequence[Party], agent: User, errand: str) -> list[Party]:
    mandates = (
        Mandate.objects.in_force(clock.today())
        .for_errand(errand)
        .filter(agent=agent)
        .values_list("person_id", "organisation_id")
    )
    people = {person for person, _organisation in mandates if person}
    organisations = {organisation for _person, organisation in mandates if organisation}
    return [party for party in parties if party.person_id in people or party.organisation_id in organisations]
