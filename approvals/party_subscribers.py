"""What those who take part hear of each other before an application is submitted."""

from typing import Any

from approvals.subscribers import case_of
from cases.models import Case, Party
from cases.selectors import notice_readers, parties_of
from core.text import both
from ledger.models import Event
from ledger.registry import subscriber
from notices import wording
from notices.actions import notify

# action -> (what the party itself is told, what the applicant is told)
TOLD: dict[str, tuple[str, str]] = {
    "cases.remind_party": (wording.PARTY_REMINDED, ""),
    "cases.void_signature": (wording.SIGN_AGAIN, ""),
    "cases.accept_invitation": ("", wording.PARTY_JOINED),
    "cases.decline_party": ("", wording.PARTY_DECLINED),
    "cases.confirm_party": ("", wording.PARTY_SIGNED),
}


@subscriber("parties", actions=list(TOLD))
def tell_each_other(event: Event) -> None:
    """The one whose turn it is hears of it; nobody hears what they did themself."""
    case = case_of(event)
    parties = parties_of(case)
    to_party, to_applicant = TOLD[event.action]
    if to_party:
        _tell([party for party in parties if party.role == event.data["role"]], to_party, case, event)
    applicants = [party for party in parties if party.is_applicant]
    if to_applicant and event.data["role"] not in {party.role for party in applicants}:
        _tell(applicants, to_applicant, case, event)


def _tell(parties: list[Party], kind: str, case: Case, event: Event) -> None:
    params: dict[str, Any] = {"name": case.name, "role": event.data["name"]}
    for party in parties:
        for person in notice_readers(party):
            notify(
                person,
                kind,
                params,
                link=f"/cases/{case.public_id}/",
                about=case.number or both(case.name)[:60],
                source_event=event.pk,
            )
