"""The lookups of a case that may be made now: the party is there and has agreed."""

from dataclasses import dataclass

from accounts.consents import agreed_by
from cases.models import Case, Party
from cases.selectors import parties_of
from cases.states import Channel
from dataexchange.shared_data.consent import Consents, consents_of
from dataexchange.shared_data.lookups import ORGANISATION, PERSON, SIGNED_IN, Lookup, lookups_of, own_secrets
from matters.composing.parts import Errand
from matters.models import DataItem

SENSITIVE = "sensitive_personal"


@dataclass(frozen=True)
class Wish:
    """A lookup with the item it is about and the party whose record is meant."""

    lookup: Lookup
    item: DataItem
    party: Party

    @property
    def about(self) -> str:
        """Whose record, as the log keeps it."""
        if self.party.person_id:
            return f"person:{self.party.person_id}"
        return f"organisation:{self.party.organisation_id}"


def wishes_for(case: Case, errand: Errand, roles: set[str] | None) -> list[Wish]:
    """The lookups that the parties present allow now."""
    items = {item.code: item for item in DataItem.objects.select_related("provider")}
    parties = {party.role: party for party in parties_of(case)}
    consents = consents_of(case, list(parties.values()), errand.record["id"])
    wishes = []
    for lookup in lookups_of(errand, {code: item.subject for code, item in items.items()}):
        party = parties.get(lookup.role)
        if party is None or (roles is not None and lookup.role not in roles):
            continue
        allowed = _allowed(lookup, party, consents, errand)
        allowed = _agreed(allowed, case, _whose(party, items[lookup.item].subject), errand)
        if allowed.elements and _can_be_asked_about(party, items[lookup.item].subject):
            wishes.append(Wish(allowed, items[lookup.item], party))
    return wishes


def _allowed(lookup: Lookup, party: Party, consents: Consents, errand: Errand) -> Lookup:
    """All of it, or before the party has agreed only what nobody else will see; confirmed words stay."""
    if party.confirmed_at:
        return lookup.only(set(lookup.elements) - set(party.states))
    if party.role in consents.agreed:
        return lookup
    return own_secrets(lookup, party.states if consents.among_parties else (), errand.sources.elements)


def _whose(party: Party, subject: str) -> int | None:
    """The person whose record it is; behind an organisation its representative, who signed in."""
    if subject == SIGNED_IN and party.organisation is not None:
        return party.organisation.legal_representative_id
    return party.person_id


def _agreed(lookup: Lookup, case: Case, person_id: int | None, errand: Errand) -> Lookup:
    """Without what is sensitive and not agreed to (PIPL art. 29); at a counter the agreement is on paper."""
    elements = errand.sources.elements
    sensitive = {name for name in lookup.elements if elements[name]["sensitivity"] == SENSITIVE}
    if not sensitive or case.channel != Channel.ONLINE or person_id is None:
        return lookup
    return lookup.only(set(lookup.elements) - (sensitive - agreed_by(person_id)))


def _can_be_asked_about(party: Party, subject: str) -> bool:
    if subject == PERSON:
        return party.person is not None and bool(party.person.id_number)
    if subject == ORGANISATION:
        return party.organisation is not None
    return True
