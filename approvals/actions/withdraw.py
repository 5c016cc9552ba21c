"""The applicant takes the application back."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from approvals.breaking_off import break_off
from approvals.locking import approved
from approvals.models import Task
from approvals.rules import withdrawal_closed
from approvals.states import RoundState
from cases.actions import withdraw_case
from cases.locking import hold_case
from cases.models import Case
from cases.policies import must_be_bound
from cases.selectors import parties_of
from cases.states import CaseState
from cases.transitions import allowed
from core.acts import act
from core.errors import WrongState


@act
def withdraw(case: Case, *, by: Actor, reason: str = "", expect: int | None = None) -> Case:
    """End the case at the wish of the applicant or of a party that signed.

    In a joint application one party's withdrawal ends it for all:
    nobody is bound by an application that lacks a signature it needs (civil law of joint acts).

    Raises WrongState once a required matter of the lead department is granted; withdrawing twice
    is harmless.
    """
    case, held = hold_case(case, expect=expect)
    must_be_bound(by, case, parties_of(case))
    if case.state == CaseState.WITHDRAWN:
        return case
    allowed(case, "withdraw")
    tasks = _live_tasks(case)
    lead = case.one_thing_version.lead_department_id if case.one_thing_version else None
    if withdrawal_closed(
        (task.required, lead in (None, task.department_id), approved(task)) for task in tasks
    ):
        raise WrongState(
            _("It is too late to withdraw: the main matter has been granted and is in force."),
            code="too_late_to_withdraw",
        )
    break_off(case, held, tasks, by=by)
    return withdraw_case(case, held, by=by, reason=reason)


def _live_tasks(case: Case) -> list[Task]:
    return list(
        Task.objects.filter(case=case, round__state=RoundState.LIVE).select_related(
            "round", "conclusion", "department"
        )
    )
