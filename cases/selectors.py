"""Reads on one case that acts, pages and the API share."""

from collections.abc import Iterable

from accounts.models import Person
from cases.models import Case, CaseMaterial, Party
from cases.rules import PartyView
from core.clock import today
from core.values import present


def parties_of(case: Case) -> list[Party]:
    """The parties in the order of the errand, the applicant first; one query."""
    people = ("person", "organisation", "joint_with", "mandate__agent")
    return list(Party.objects.filter(case=case).select_related(*people).order_by("ordinal", "id"))


def people_among(parties: Iterable[Party]) -> list[int]:
    """The persons whose data a case holds: whoever looks at it is written down beside each (C-16)."""
    return sorted({party.person_id for party in parties if party.person_id})


def views_of(parties: Iterable[Party]) -> list[PartyView]:
    """The parties as the pure rules see them."""
    return [
        PartyView(
            role=party.role,
            present=True,
            confirmed=party.confirmed_at is not None,
            signs=party.signs,
            states=tuple(party.states),
            name=party.name,
            joint_with=party.joint_with.role if party.joint_with else "",
        )
        for party in parties
    ]


def materials_of(case: Case) -> list[CaseMaterial]:
    """The files handed in and not taken back, with their scan state; one query."""
    return list(
        CaseMaterial.objects.filter(case=case, replaced_at__isnull=True)
        .select_related("file")
        .order_by("material", "ordinal", "id")
    )


def notice_readers(party: Party) -> list[Person]:
    """Who gets the messages of a party: itself, or its legal representative; and its agent as chosen.

    An agent without a person of their own (a helper in the hall) has no inbox: then the party reads
    alone, and so it does once the mandate has ended.
    """
    itself = party.person or present(party.organisation, "the organisation").legal_representative
    agent = _agent_of(party)
    if agent is None:
        return [itself]
    wish = party.notices_to or Party.NoticesTo.BOTH
    return {
        Party.NoticesTo.AGENT: [agent],
        Party.NoticesTo.PRINCIPAL: [itself],
        Party.NoticesTo.BOTH: [itself, agent],
    }[Party.NoticesTo(wish)]


def _agent_of(party: Party) -> Person | None:
    mandate = party.mandate
    if mandate is None or mandate.revoked_at or mandate.valid_to < today():
        return None
    return mandate.agent.person
