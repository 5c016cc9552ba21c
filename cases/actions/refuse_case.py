"""Not accept an application."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.deadlines import CORRECTION_DUE, SILENCE
from cases.locking import hold_case
from cases.models import Case
from cases.policies import must_accept
from cases.transitions import allowed
from core.acts import act
from core.errors import Incomplete
from core.timers import cancel_timers
from ledger.recording import record


@act
def refuse_case(case: Case, *, by: Actor, reason: str, remedy: str, expect: int | None = None) -> Case:
    """Say no in writing, with the reason and what the applicant may do about it (art. 32, 38).

    Raises Incomplete without either.
    """
    case, held = hold_case(case, expect=expect)
    must_accept(by, case)
    allowed(case, "refuse_acceptance")
    absent = [name for name, text in (("reason", reason), ("remedy", remedy)) if not text.strip()]
    if absent:
        raise Incomplete(
            _("A refusal gives its reason and the remedy."),
            errors=[{"field": name, "reason": _("This has to be filled in.")} for name in absent],
        )
    case.refuse_acceptance(at=held.now, reason=reason.strip(), remedy=remedy.strip())
    case.save()
    cancel_timers(str(case.pk), SILENCE, CORRECTION_DUE)
    record(wording.REFUSE_CASE, held, by=by, subject=case, changed=[case], data=case.refusal)
    return case
