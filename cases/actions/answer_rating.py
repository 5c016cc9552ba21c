"""Whoever handled it answers a bad grade."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from cases import wording
from cases.locking import hold_case
from cases.models import Referral
from cases.policies import HANDING_OUT_ROLES
from core.acts import act
from core.errors import BadInput, NotAllowed, WrongState
from ledger.recording import record

LONGEST_ANSWER = 1000  # characters


@act
def answer_rating(referral: Referral, *, by: Actor, words: str) -> Referral:
    """Says, once, what was put right; the author reads it on the case's page.

    Raises NotAllowed for another department or hall, BadInput for no words or too many, WrongState
    for a second answer.
    """
    _case, held = hold_case(referral.rating.case)
    fresh = Referral.objects.select_related("rating").get(pk=referral.pk)
    if not answers_for(by, fresh):
        raise NotAllowed(_("Only whoever handled this part answers for it."))
    if fresh.answered_at is not None:
        raise WrongState(_("This was answered already."), code="already_answered")
    text = words.strip()
    if not 0 < len(text) <= LONGEST_ANSWER:
        raise BadInput(
            _("Please say what was put right, in at most %(max)s characters.") % {"max": LONGEST_ANSWER},
            errors=[{"field": "words"}],
        )
    fresh.answer, fresh.answered_by, fresh.answered_at = text, by.actor_id, held.now
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    record(
        wording.ANSWER_RATING,
        held,
        by=by,
        subject=fresh,
        changed=[fresh],
        data={"matter": fresh.rating.matter, "grade": fresh.rating.grade},
    )
    return fresh


def answers_for(actor: Actor, referral: Referral) -> bool:
    """Whether the bad grade went to this actor's department or hall."""
    if referral.department_id is not None:
        return actor.role == Role.REVIEWER and actor.department_id == referral.department_id
    return actor.role in HANDING_OUT_ROLES and actor.service_point_id == referral.service_point_id
