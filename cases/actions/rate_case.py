"""The applicant judges the service."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case, Party, Rating
from cases.policies import roles_of
from cases.selectors import parties_of
from core.acts import act
from core.errors import BadInput, NotAllowed, WrongState
from ledger.recording import record


@act
def rate_case(
    case: Case,
    *,
    by: Actor,
    grade: int,
    tags: Sequence[str] = (),
    words: str = "",
    runs: int | None = None,
    matter: str = "",
) -> Rating:
    """One judgement per party for the case and for each matter of it; 1 is best, 5 worst (A.8).

    Raises BadInput for another grade, NotAllowed for somebody who takes no part, WrongState for a
    second judgement or a case that was never submitted.
    """
    case, held = hold_case(case)
    party = _party_of(by, case)
    _can_be_judged(case, grade=grade, matter=matter)
    rating = Rating(
        case=case,
        matter=matter,
        party=party,
        grade=grade,
        tags=list(tags),
        words=words,
        runs=runs,
        rated_at=held.now,
    )
    _save_once(rating)
    record(
        wording.RATE_CASE,
        held,
        by=by,
        subject=case,
        changed=[rating],
        data={"grade": grade, "matter": matter, "runs": runs},
    )
    return rating


def _can_be_judged(case: Case, *, grade: int, matter: str) -> None:
    if case.submitted_at is None:
        raise WrongState(_("There is nothing to judge before the application is submitted."))
    if grade not in range(1, 6):
        raise BadInput(_("A grade is 1 (best) to 5."), errors=[{"field": "grade"}])
    if matter and matter not in case.pins:
        raise BadInput(_("This case has no such matter."), errors=[{"field": "matter"}])


def _save_once(rating: Rating) -> None:
    """The table keeps one per party and matter; a second one is told so."""
    try:
        with transaction.atomic():
            rating.save()
    except IntegrityError:
        raise WrongState(_("You have already judged this. Thank you."), code="already_rated") from None


def _party_of(by: Actor, case: Case) -> Party:
    parties = parties_of(case)
    roles = roles_of(by, parties)
    for party in parties:
        if party.role in roles:
            return party
    raise NotAllowed(_("Only those who take part in this application may judge it."))
