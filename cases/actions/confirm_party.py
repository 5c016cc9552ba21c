"""A party confirms what only it may state, and signs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.composing import composition_of
from cases.locking import hold_case
from cases.models import Case, Party
from cases.policies import roles_of, serves_case
from cases.rules import unstated
from cases.selectors import parties_of, views_of
from cases.signatures import signed_elements, words_of
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from core.errors import Incomplete, NotAllowed, NotFound, WrongState
from documents.signing import sign_receipt
from ledger.recording import Held, record


@act
def confirm_party(case: Case, *, by: Actor, role: str, expect: int | None = None) -> Party:
    """Sign what this role states, and what the parties agree on as it stands now.

    The party itself confirms from its own account, or its agent; a clerk of the hall confirms for a
    party whose identity they checked at the counter. Confirming again changes nothing. Raises
    Incomplete when one of its own elements is missing or doubtful.
    """
    case, held = hold_case(case, expect=expect, also=["draft"])
    parties = parties_of(case)
    party = next((party for party in parties if party.role == role), None)
    if party is None:
        raise NotFound(_("Nobody fills this role yet."))
    how = _right_to_confirm(by, case, parties, role)
    if party.confirmed_at:
        return party
    if case.state not in BEFORE_SUBMISSION:
        raise WrongState(_("Parties confirm before the application is submitted."))
    words = own_words(case, party, parties)
    sign_party(party, words, how=how, held=held)
    party.save(update_fields=["confirmed_at", "confirmed_how", "signature"])
    record(
        wording.CONFIRM_PARTY,
        held,
        by=by,
        subject=case,
        changed=[party],
        data={"role": role, "name": party.name, "how": how, "words": held.commit(words)},
    )
    return party


def _right_to_confirm(by: Actor, case: Case, parties: list[Party], role: str) -> str:
    if role in roles_of(by, parties):
        return "account"
    if serves_case(by, case):
        return "counter"
    raise NotAllowed(_("Each party confirms for itself, or at the counter."))


def own_words(case: Case, party: Party, parties: list[Party]) -> dict[str, Any]:
    """What this party signs; what it states itself has to be complete and without doubt.

    Those who apply together sign a sheet that the first of them has finished.
    """
    answers, views = case.draft.answers, views_of(parties)
    composition = composition_of(case, answers)
    view = next(view for view in views if view.role == party.role)
    gaps = unstated(composition, answers)
    due = set(party.states)
    if party.joint_with:
        due = signed_elements(composition, views, view, (gap["element"] for gap in gaps))
    missing = [gap for gap in gaps if gap["element"] in due]
    if missing:
        raise Incomplete(_("Please complete what you state before you sign."), errors=missing)
    return words_of(composition, views, view, answers)


def sign_party(party: Party, words: dict[str, Any], *, how: str, held: Held) -> None:
    """Marks the party as confirmed, with a signature over the digest of its words."""
    digest = held.commit(words)
    party.confirmed_at = held.now
    party.confirmed_how = how
    party.signature = {
        "digest": digest,
        "signature": sign_receipt({"role": party.role, "digest": digest, "at": held.now.isoformat()}),
    }
