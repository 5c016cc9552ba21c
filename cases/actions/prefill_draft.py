"""Fill in what departments already know, marked with where it came from."""

from collections.abc import Mapping
from typing import Any, TypedDict

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from ledger.recording import record


class Offer(TypedDict):
    """One known value: the shared-data item it comes from, the department that provides it, the value."""

    item: str
    provider: str
    value: Any


@act
def prefill_draft(case: Case, *, by: Actor, offers: Mapping[str, Offer]) -> Case:
    """Put each offered value where nothing was typed yet (A-016); what was typed always stays.

    A case that has left its draft is left alone: what comes late is simply not needed any more. A
    register's fact where nobody stated one takes no signature back: a seller's consent is what brings
    the facts of the flat in.
    """
    case, held = hold_case(case, also=["draft"])
    if case.state not in BEFORE_SUBMISSION or not offers:
        return case
    draft = case.draft
    for element, offer in offers.items():
        typed = draft.answers.get(element)
        stand = "offered" if typed is None else "confirmed" if typed == offer["value"] else "disputed"
        draft.sources[element] = {**offer, "at": held.now.isoformat(), "stand": stand}
        draft.answers.setdefault(element, offer["value"])
    draft.save(update_fields=["answers", "sources"])
    record(
        wording.PREFILL_DRAFT,
        held,
        by=by,
        subject=case,
        changed=[draft],
        data={"elements": sorted(offers), "items": sorted({offer["item"] for offer in offers.values()})},
    )
    return case
