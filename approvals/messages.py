"""In which words an event is told: the whole case seen from above. Whom it is told to: `telling`."""

from collections.abc import Callable
from datetime import datetime

from approvals.papers import lead_department
from approvals.telling import Message
from cases.actions.conclude_case import OUTCOME_WORDS
from cases.models import Case, Correction, Party
from cases.states import CaseState
from core.values import present
from ledger.models import Event
from notices import wording
from notices.wording import when

Teller = Callable[[Case, Event], Message | None]


def submitted(case: Case, event: Event) -> Message:
    """Received, with the day of the first answer."""
    return wording.SUBMITTED, {"due": when(case.notice_due_at or event.at)}


def accepted(case: Case, event: Event) -> Message:
    """Accepted, with the promise."""
    return wording.ACCEPTED, {"due": when(present(case.promised_due_at, "the promise"))}


def correction_needed(case: Case, event: Event) -> Message:
    """Everything to be corrected stands behind the link."""
    notice = Correction.objects.get(case=case, asked_at=event.at)
    return wording.CORRECTION_NEEDED, {"due": when(notice.due_at)}


def question_asked(case: Case, event: Event) -> Message:
    """A reviewer's question, with the department that asks."""
    notice = Correction.objects.select_related("asked_by_department").get(case=case, asked_at=event.at)
    department = notice.asked_by_department or lead_department(case)
    return wording.QUESTION_ASKED, {"department": department.short_name, "due": when(notice.due_at)}


def refused(case: Case, event: Event) -> Message:
    """Not accepted; the reasons stand in the notice."""
    return wording.REFUSED, {}


def decided(case: Case, event: Event) -> Message:
    """All departments have decided."""
    outcome = OUTCOME_WORDS[CaseState(event.data["outcome"])]
    return wording.DECIDED, {"outcome": outcome}


def result_ready(case: Case, event: Event) -> Message:
    """One result lies on the shelf."""
    return wording.RESULT_READY, {"result": event.data["name"]}


def acceptance_withdrawn(case: Case, event: Event) -> Message:
    """The owed material did not come."""
    return wording.ACCEPTANCE_WITHDRAWN, {}


def deemed_withdrawn(case: Case, event: Event) -> Message:
    """The notice was not answered."""
    return wording.DEEMED_WITHDRAWN, {}


def suspended(case: Case, event: Event) -> Message | None:
    """A special procedure that was told in writing."""
    if not event.data["notice"]:
        return None
    return wording.SUSPENDED, {"procedure": event.data["kind"], "days": str(event.data["planned_days"])}


def apologised(case: Case, event: Event) -> Message:
    """The broken promise and the new day, said once."""
    moments = (datetime.fromisoformat(event.data[name]) for name in ("promised", "new"))
    promised, new = moments
    return wording.APOLOGY, {"promised": when(promised), "due": when(new)}


TO_ALL_PARTIES: dict[str, Teller] = {
    "cases.submit_case": submitted,
    "approvals.open_round": accepted,
    "cases.return_case": correction_needed,
    "approvals.ask_applicant": question_asked,
    "cases.refuse_case": refused,
    "cases.conclude_case": decided,
    "cases.shelve_result": result_ready,
    "cases.withdraw_acceptance": acceptance_withdrawn,
    "cases.deem_withdrawn": deemed_withdrawn,
    "approvals.suspend_task": suspended,
    "approvals.apologise": apologised,
}


# How was it? To a party, with a link that needs no sign-in.
JUDGEMENT_ASKED: Message = wording.JUDGEMENT_ASKED, {}
# Whoever handled it answered a bad grade.
JUDGEMENT_ANSWERED: Message = wording.JUDGEMENT_ANSWERED, {}
# The window wrote back; what it wrote stays behind the link.
WINDOW_ANSWERED: Message = wording.WINDOW_ANSWERED, {}


def invited(party: Party) -> Message:
    """To the party that was asked to take part."""
    return wording.PARTY_INVITED, {"role": party.name}


def visit_judgement_asked(case: Case) -> Message:
    """How was the visit? To whoever speaks for the applicant."""
    return wording.VISIT_JUDGEMENT_ASKED, {"place": case.service_point.name}
