"""What people hear about mandates. Notices about cases are written where the whole case is seen
(approvals.subscribers); a mandate stands on its own.
"""

from accounts.models import Mandate, Person
from ledger.models import Event
from ledger.registry import subscriber
from notices import wording
from notices.actions import notify

PAGE = "/my/mandates/"
TOLD = {
    "accounts.give_mandate": wording.MANDATE_GIVEN,
    "accounts.accept_mandate": wording.MANDATE_ACCEPTED,
    "accounts.revoke_mandate": wording.MANDATE_ENDED,
}


@subscriber("mandates", actions=list(TOLD))
def tell_the_other(event: Event) -> None:
    """The one of the two who did not do it hears of it; an agent of the hall has no inbox."""
    people = ("person", "organisation__legal_representative", "agent__person")
    mandate = Mandate.objects.select_related(*people).get(pk=event.subject_id)
    for person in _readers(mandate, event):
        notify(person, TOLD[event.action], {}, link=PAGE, source_event=event.pk)


def _readers(mandate: Mandate, event: Event) -> list[Person]:
    principal = mandate.person or (mandate.organisation and mandate.organisation.legal_representative)
    by_agent = event.actor_id == f"user:{mandate.agent_id}"
    reader = principal if by_agent else mandate.agent.person
    return [reader] if reader else []
