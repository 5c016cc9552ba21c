"""Delete a draft with everything that was written in it."""

from accounts.actor import Actor
from cases import privacy_wording as wording
from cases.deadlines import DRAFT_EXPIRY
from cases.locking import hold_case
from cases.models import Case, CaseMaterial
from cases.policies import must_own
from cases.selectors import parties_of
from cases.transitions import allowed
from core.acts import act
from core.timers import cancel_timers
from ledger.erasing import erase_salt
from ledger.recording import record


@act
def erase_draft(case: Case, *, by: Actor) -> Case:
    """Lawful erasure (PIPL art. 47): the words and papers go, that there was a draft stays.

    Only before submission, by the applicant or whoever began it; afterwards the archive law keeps the
    file. The salt goes as well, so that no digest can be tried against a guess.
    """
    case, held = hold_case(case, also=["draft"])
    must_own(by, case, parties_of(case))
    allowed(case, "expire")
    allowed(case, "withdraw")
    case.withdraw(at=held.now)
    case.situation = {}
    case.save()
    draft = case.draft
    draft.answers, draft.sources = {}, {}
    draft.save()
    materials = list(CaseMaterial.objects.filter(case=case))
    record(wording.ERASE_DRAFT, held, by=by, subject=case, changed=[case, draft], deleted=materials)
    CaseMaterial.objects.filter(pk__in=[row.pk for row in materials]).delete()
    cancel_timers(str(case.pk), DRAFT_EXPIRY)
    erase_salt(held, by=by, subject=case, reason="draft deleted by its author")
    return case
