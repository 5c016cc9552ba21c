"""Reads on one case that acts, pages and the API share."""

from collections.abc import Iterable
from typing import Any

from accounts.actor import Actor
from cases.models import Case, CaseMaterial, Party
from cases.policies import roles_of
from cases.rules import PartyView, visible_answers
from matters.composing import Composition


def parties_of(case: Case) -> list[Party]:
    """The parties in the order of the errand, the applicant first; one query."""
    return list(
        Party.objects.filter(case=case).select_related("person", "organisation").order_by("ordinal", "id")
    )


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


def answers_for(
    actor: Actor, answers: dict[str, Any], composition: Composition, parties: list[Party]
) -> dict[str, Any]:
    """The answers this actor may read: officials and whoever fills in the case all, a party its own."""
    roles = roles_of(actor, parties)
    if not roles and not actor.is_citizen:
        return dict(answers)
    return visible_answers(
        answers,
        composition.errand.sources.elements,
        views_of(parties),
        roles=roles,
        owner=parties[0].role if parties else "",
    )
