"""What a party signs, and what makes a signature void. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from cases.rules import PartyView
from cases.visibility import common_elements, stated_by
from matters.composing import Composition


def signed_elements(
    composition: Composition, parties: Collection[PartyView], party: PartyView, names: Iterable[str]
) -> set[str]:
    """Those of the elements that a party puts its name to.

    What it states itself, or with whom it applies together, and what the parties agree on: a seller
    signs for the price, not for the way in which the buyer wants the certificate.
    """
    owner = next((view.role for view in parties), "")
    common = common_elements(composition, {party.sheet})
    whose = {name: stated_by(name, parties, owner) for name in names}
    alone = bool(party.joint_with) or bool(party.states)
    return {
        name
        for name, role in whose.items()
        if name in common or (alone and (role == party.sheet or name in party.states))
    }


def words_of(
    composition: Composition, parties: Collection[PartyView], party: PartyView, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """What stands above a party's signature."""
    names = signed_elements(composition, parties, party, answers)
    return {name: answers[name] for name in sorted(names)}


def voided(
    composition: Composition,
    parties: Collection[PartyView],
    changed: Collection[str],
    *,
    deal_changed: bool = False,
) -> set[str]:
    """The roles whose signature no longer counts once these elements, or the deal itself, have changed."""
    return {
        party.role
        for party in parties
        if party.confirmed and (deal_changed or signed_elements(composition, parties, party, changed))
    }
