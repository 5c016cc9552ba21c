"""The applicant judges the service."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.judging import ANSWER_WORKDAYS, BAD, GRADES
from cases.locking import hold_case
from cases.models import Case, Party, Rating, Referral, Visit
from cases.policies import roles_of
from cases.selectors import parties_of
from core.acts import act
from core.calendar import due_at
from core.errors import BadInput, NotAllowed, WrongState
from ledger.recording import record
from matters.models import Handbook


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
    visit: Visit | None = None,
) -> Rating:
    """One judgement per party for the case, for each matter of it and for each visit; 1 best, 5 worst (A.8).

    A bad grade is referred at once to whoever handled that part. Raises BadInput for another grade,
    NotAllowed for somebody who takes no part, WrongState for a second judgement or a case that was
    never submitted.
    """
    case, held = hold_case(case)
    party = _party_of(by, case)
    _can_be_judged(case, grade=grade, matter=matter, visit=visit)
    said: dict[str, Any] = {"grade": grade, "tags": list(tags), "words": words, "runs": runs}
    rating = Rating(case=case, matter=matter, visit=visit, party=party, rated_at=held.now, **said)
    _save_once(rating)
    referral = [_refer(rating, case)] if grade in BAD else []
    record(
        wording.RATE_CASE,
        held,
        by=by,
        subject=case,
        changed=[rating, *referral],
        data={"grade": grade, "matter": matter, "runs": runs, "visit": visit.pk if visit else None},
    )
    return rating


def _can_be_judged(case: Case, *, grade: int, matter: str, visit: Visit | None) -> None:
    if case.submitted_at is None:
        raise WrongState(_("There is nothing to judge before the application is submitted."))
    if grade not in GRADES:
        raise BadInput(_("A grade is 1 (best) to 5."), errors=[{"field": "grade"}])
    if matter and matter not in case.pins:
        raise BadInput(_("This case has no such matter."), errors=[{"field": "matter"}])
    if visit and (visit.case_id != case.pk or matter):
        raise BadInput(_("This case has no such visit."), errors=[{"field": "visit"}])


def _save_once(rating: Rating) -> None:
    """The table keeps one per party and matter or visit; a second one is told so."""
    try:
        with transaction.atomic():
            rating.save()
    except IntegrityError:
        raise WrongState(_("You have already judged this. Thank you."), code="already_rated") from None


def _refer(rating: Rating, case: Case) -> Referral:
    """To the department that decides the matter, else to the window: who handled it answers for it."""
    department = None
    if rating.matter:
        department = Handbook.objects.values_list("department_id", flat=True).get(pk=case.pins[rating.matter])
    place = rating.visit.service_point_id if rating.visit else case.service_point_id
    return Referral.objects.create(
        rating=rating,
        department_id=department,
        service_point_id=None if department else place,
        referred_at=rating.rated_at,
        due_at=due_at(rating.rated_at, ANSWER_WORKDAYS, "workday").at,
    )


def _party_of(by: Actor, case: Case) -> Party:
    parties = parties_of(case)
    roles = roles_of(by, parties)
    for party in parties:
        if party.role in roles:
            return party
    raise NotAllowed(_("Only those who take part in this application may judge it."))
