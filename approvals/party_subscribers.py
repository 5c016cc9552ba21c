"""What those who take part hear of each other before an application is submitted."""

from approvals.telling import applicants_of, case_of, seats_of, tell
from ledger.models import Event
from ledger.registry import subscriber
from notices import wording

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
    to_party, to_applicant = TOLD[event.action]
    role = {"role": event.data["name"]}
    if to_party:
        tell(seats_of(case).filter(role=event.data["role"]), (to_party, role), case, event=event)
    if to_applicant:
        others = [party for party in applicants_of(case) if party.role != event.data["role"]]
        tell(others, (to_applicant, role), case, event=event)
