"""Signatures of parties under the lock of an act: given, and void once what was signed has changed."""

from collections.abc import Collection, Mapping
from typing import Any

from accounts.actor import Actor
from cases import wording
from cases.composing import composition_of
from cases.models import Case, Draft, Party
from cases.selectors import views_of
from cases.signatures import voided
from ledger.recording import Held, record


def voided_by(
    case: Case,
    draft: Draft,
    parties: list[Party],
    changed: Collection[str],
    situation_before: Mapping[str, Any],
) -> list[Party]:
    """The parties whose signature does not cover what stands now; the draft is the one before the change."""
    if not any(party.confirmed_at for party in parties):
        return []
    composition = composition_of(case, draft.answers)
    own = {question["id"] for question in composition.errand.record.get("situations", ())}
    deal = any(situation_before.get(name) != case.situation.get(name) for name in own)
    roles = voided(composition, views_of(parties), changed, deal_changed=deal)
    return [party for party in parties if party.role in roles]


def void_signatures(case: Case, parties: list[Party], held: Held, *, by: Actor) -> None:
    """Takes the signatures back and tells it in an event for each, so that nobody takes them for good."""
    for party in parties:
        party.confirmed_at, party.confirmed_how, party.signature = None, "", None
        party.save(update_fields=["confirmed_at", "confirmed_how", "signature"])
        record(
            wording.VOID_SIGNATURE,
            held,
            by=by,
            subject=case,
            changed=[party],
            data={"role": party.role, "name": party.name, "party": party.pk},
        )
