"""How the parties of a case are told of something: whom, in which language, about which case.

Every message to parties goes through here. Each person gets a kind of message once for each cause: the
ledger event that called for it, or what a reminder is about.
"""

from collections.abc import Iterable

from accounts.models import Person
from cases.models import Case, Party
from cases.models.party import PartyQuerySet
from cases.selectors import notice_readers
from core.text import both, quoted
from ledger.models import Event
from notices.actions import notify
from notices.wording import Params

Message = tuple[str, Params]  # the kind of notice, and the places of its text that the case does not fill
READERS = ("person", "organisation__legal_representative", "mandate__agent__person")


def case_of(event: Event) -> Case:
    """The case on whose chain the event stands."""
    return Case.objects.select_related(
        "service_point", "handbook__department", "one_thing_version__lead_department"
    ).get(chain_id=event.chain_id)


def seats_of(case: Case) -> PartyQuerySet:
    """The parties of a case, the applicant first, each with whoever may read for it; one query."""
    return Party.objects.filter(case=case).select_related(*READERS).order_by("ordinal", "id")


def applicants_of(case: Case) -> list[Party]:
    """The applicant's seat (A-005); while nobody sits there, whoever was seated first."""
    return list(seats_of(case).applicants() or seats_of(case)[:1])


def readers_of(parties: Iterable[Party]) -> list[Person]:
    """Whoever reads for these parties, each once: themselves, or their agents as they chose."""
    people = [person for party in parties for person in notice_readers(party)]
    return list({person.pk: person for person in people}.values())


def tell(
    parties: Iterable[Party],
    message: Message,
    case: Case,
    *,
    event: Event | None = None,
    reminder_of: str = "",
    page: str = "",
    link: str = "",
) -> None:
    """Writes the message to everybody who reads for these parties, in the language of the case.

    The name and number of the case need not be given. `event` or `reminder_of` is the cause: however
    often it is asked for, nobody gets the message twice. `page`: which page of the case it leads to;
    `link`: the path where it leads elsewhere.
    """
    kind, params = message
    named: Params = {"name": quoted(case.name), "number": case.number or both(case.name)}
    for person in readers_of(parties):
        notify(
            person,
            kind,
            {**named, **params},
            link=link or f"/cases/{case.public_id}/{page}",
            about=case.number or "",
            source_event=event.pk if event else None,
            language=case.language,
            reminder_of=reminder_of,
        )
