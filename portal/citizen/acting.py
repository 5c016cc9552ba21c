"""For whom an application is made: who may be chosen, and what every page of the errand then says."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor, Authority
from accounts.models import Organisation, Person
from cases.actions import PartySpec
from cases.models import Party
from cases.policies import is_own
from core.errors import BadInput
from core.identity import mask_name
from core.text import pick
from matters.composing import Composition
from portal.citizen.drafts import Application

MYSELF = "me"
# Elements of an errand about a child who has no number yet: who consents, and what it is called.
CONSENT, CHILD = "guardian_consent", "child_name"


@dataclass(frozen=True)
class Choice:
    """One for whom the reader may apply: its key in the form, who it is, and why they may."""

    key: str
    name: str
    why: str
    holder: Person | Organisation | None
    mandated: bool = False


def choices(actor: Actor, composition: Composition) -> list[Choice]:
    """Myself, the organisations I represent by law, and whoever gave me a mandate that reaches so far."""
    kinds = composition.parties[0]["kinds"]
    found = []
    if "person" in kinds and actor.is_citizen:
        found.append(Choice(MYSELF, _myself(composition), "", None))
    if "organisation" in kinds:
        rows = Organisation.objects.filter(pk__in=actor.organisation_ids).order_by("id")
        found += [Choice(f"o{row.pk}", pick(row.name), _("as legal representative"), row) for row in rows]
    return [*found, *_mandated(actor, composition.errand.record["id"], kinds)]


def _myself(composition: Composition) -> str:
    return _("Myself, as guardian of the child") if is_for_child(composition) else _("Myself")


def is_for_child(composition: Composition) -> bool:
    """Whether a guardian applies for a child without a number of their own (PIPL art. 31)."""
    asked = {row.element for row in composition.fields}
    return {CONSENT, CHILD} <= asked


def _mandated(actor: Actor, errand: str, kinds: Collection[str]) -> list[Choice]:
    held = [one for one in actor.mandates if one.covers(errand)]
    people = Person.objects.in_bulk([one.person_id for one in held if one.person_id])
    bodies = Organisation.objects.in_bulk([one.organisation_id for one in held if one.organisation_id])
    found: dict[tuple[str, int], Choice] = {}
    for one in held:
        holder = _principal(one, people, bodies)
        if ("person" if isinstance(holder, Person) else "organisation") in kinds:
            found.setdefault((type(holder).__name__, holder.pk), _choice(holder))
    return list(found.values())


def _principal(
    held: Authority, people: dict[int, Person], bodies: dict[int, Organisation]
) -> Person | Organisation:
    return people[held.person_id] if held.person_id else bodies[held.organisation_id or 0]


def _choice(holder: Person | Organisation) -> Choice:
    letter = "p" if isinstance(holder, Person) else "o"
    return Choice(f"{letter}{holder.pk}", called(holder), _("under their mandate"), holder, mandated=True)


def called(holder: Person | Organisation) -> str:
    """A person masked, an organisation by its public name."""
    return mask_name(pick(holder.name)) if isinstance(holder, Person) else pick(holder.name)


def first_party(actor: Actor, composition: Composition, chosen: str, notices_to: str = "") -> list[PartySpec]:
    """Who applies, as the form says. Raises BadInput for anybody for whom the reader may not apply."""
    offered = {choice.key: choice for choice in choices(actor, composition)}
    choice = offered.get(chosen or MYSELF)
    if choice is None and actor.is_citizen and not chosen:
        return []
    if choice is None:
        raise BadInput(_("Choose for whom you apply. You may act only for those who gave you a mandate."))
    if choice.holder is None:
        return []
    role = composition.parties[0]["role"]
    wish = notices_to if notices_to in Party.NoticesTo.values else None
    if isinstance(choice.holder, Person):
        return [PartySpec(role, person=choice.holder, notices_to=wish)]
    return [PartySpec(role, organisation=choice.holder, notices_to=wish)]


def acting_for(mine: Application) -> dict[str, str] | None:
    """What the strip under the mast says on every page of the case; None for one's own errand."""
    party = acting_party(mine.parties, mine.actor)
    if party is not None:
        return acting_as(party, mine.actor)
    if mine.owner and is_for_child(mine.composition):
        name = str(mine.readable().get(CHILD) or "")
        note = _("the child's guardian; a number of its own comes with the household registration")
        return {"name": name or _("the newborn"), "note": note}
    return None


def acting_party(parties: Collection[Party], actor: Actor) -> Party | None:
    """The first party for whom the reader stands here without being it in person."""
    for party in parties:
        if party.organisation_id in actor.organisation_ids and party.organisation_id is not None:
            return party
        if (
            party.mandate_id is not None
            and party.mandate_id in actor.mandate_ids
            and not is_own(actor, party)
        ):
            return party
    return None


def acting_as(party: Party, actor: Actor) -> dict[str, str]:
    """Who it is and by what right."""
    if party.organisation and party.organisation_id in actor.organisation_ids:
        return {"name": pick(party.organisation.name), "note": _("as legal representative")}
    holder = party.person or party.organisation
    until = f"{party.mandate.valid_to:%Y-%m-%d}" if party.mandate else ""
    return {
        "name": called(holder) if holder else "",
        "note": _("under a mandate until %(day)s") % {"day": until},
    }


def notice_readers(party: Party) -> str:
    """Who gets the messages of a party that somebody acts for, in words; empty where it acts itself."""
    if party.mandate is None:
        return ""
    words: dict[Any, str] = {
        Party.NoticesTo.BOTH: _("%(principal)s and whoever acts for them"),
        Party.NoticesTo.AGENT: _("whoever acts for %(principal)s"),
        Party.NoticesTo.PRINCIPAL: _("%(principal)s alone"),
    }
    holder = party.person or party.organisation
    name = called(holder) if holder else ""
    if party.mandate.agent.person_id is None:
        return words[Party.NoticesTo.PRINCIPAL] % {"principal": name}
    return words[Party.NoticesTo(party.notices_to or Party.NoticesTo.BOTH)] % {"principal": name}
