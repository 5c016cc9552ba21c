"""What follows an event after commit: notices to the parties, papers, certificates.

Each handler runs in one transaction with its inbox row, so its effect is there exactly once.
"""

from accounts.actor import Actor
from accounts.models import Person
from approvals import messages
from approvals.certificates import certificate_of
from approvals.papers import PAPERS
from cases.actions import shelve_result
from cases.models import Case, Party, Referral, Result, Visit
from cases.rating_links import link_for
from cases.selectors import notice_readers, parties_of
from cases.states import CaseState, ResultState
from core.acts import act
from core.clock import local_date
from core.values import present
from documents.actions import issue_certificate, issue_paper
from ledger.models import Event
from ledger.registry import subscriber
from notices.actions import notify


def case_of(event: Event) -> Case:
    """The case on whose chain the event stands."""
    return Case.objects.select_related(
        "service_point", "handbook__department", "one_thing_version__lead_department"
    ).get(chain_id=event.chain_id)


@subscriber("notices", actions=messages.TO_ALL_PARTIES)
def tell_parties(event: Event) -> None:
    """Every party of the case gets a notice."""
    case = case_of(event)
    message = messages.TO_ALL_PARTIES[event.action](case, event)
    if message is None:
        return
    kind, params = message
    for person in _people(parties_of(case)):
        _send(person, kind, params, case, event)


@subscriber("invitations", actions=["cases.invite_party"])
def invite(event: Event) -> None:
    """The party that was named hears of it, nobody else; a link waits for whoever opens it."""
    people = ("person", "organisation__legal_representative", "mandate__agent__person")
    party = Party.objects.select_related(*people).filter(pk=event.data["party"]).first()
    if party is None:
        return
    case = case_of(event)
    kind, params = messages.invited(case, party)
    for person in _people([party]):
        _send(person, kind, params, case, event)


def _people(parties: list[Party]) -> list[Person]:
    """Whoever reads for a party (cases.selectors.notice_readers), each once."""
    people = [person for party in parties for person in notice_readers(party)]
    return list({person.pk: person for person in people}.values())


def _reader(party: Party) -> Person:
    """The party itself: the person, or the organisation's legal representative."""
    return party.person or present(party.organisation, "the organisation").legal_representative


def _send(
    person: Person, kind: str, params: messages.Params, case: Case, event: Event, *, link: str = ""
) -> None:
    notify(
        person,
        kind,
        params,
        link=link or f"/cases/{case.public_id}/",
        about=case.number or "",
        source_event=event.pk,
        language=case.language,
    )


@subscriber("window_messages", actions=["cases.write_message"])
def tell_of_message(event: Event) -> None:
    """The party whom the window wrote to hears of it; what the party writes waits at the window."""
    if not event.data["window"]:
        return
    case = case_of(event)
    parties = [party for party in parties_of(case) if party.role == event.data["role"]]
    for person in _people(parties):
        _send(person, *messages.window_answered(case), case, event)


@subscriber("invitations_to_judge", actions=["cases.deliver_case", "cases.conclude_case"])
def ask_for_judgement(event: Event) -> None:
    """When a case is over every party is asked how it was (A-160), each with a link of its own."""
    if event.action == "cases.conclude_case" and event.data["outcome"] != CaseState.REFUSED:
        return
    case = case_of(event)
    for party in parties_of(case):
        _send(_reader(party), *messages.judgement_asked(case), case, event, link=link_for(party))


@subscriber("invitations_to_judge_a_visit", actions=["cases.draft_case", "cases.hand_over_result"])
def ask_about_visit(event: Event) -> None:
    """Whoever came to a hall is asked how it was, once for that visit."""
    case = case_of(event)
    visit = Visit.objects.filter(case=case, on=local_date(event.at)).order_by("id").last()
    if visit is None or visit.ratings.exists():
        return
    party = parties_of(case)[0]
    _send(_reader(party), *messages.visit_judgement_asked(case), case, event, link=link_for(party, visit))


@subscriber("answers_to_judgements", actions=["cases.answer_rating"])
def tell_of_answer(event: Event) -> None:
    """The author of a bad grade hears that it was answered."""
    case = case_of(event)
    referral = Referral.objects.select_related("rating__party__person").get(pk=event.subject_id)
    _send(_reader(referral.rating.party), *messages.judgement_answered(case), case, event)


@subscriber("papers", actions=PAPERS, queue="papers", batch=1)
def write_paper(event: Event) -> None:
    """The written notice that the event calls for."""
    case = case_of(event)
    context = PAPERS[event.action](case, event)
    if context is not None:
        issue_paper(
            context,
            aggregate=Case.objects.filter(pk=case.pk),
            source_event=event.pk,
            by=Actor.system("papers"),
            language=case.language,
        )


def _granted(event: Event) -> list[tuple[str, str]]:
    """Each granted matter's certificate is a delivery of its own, in a queue that no notice blocks."""
    return [(matter, "certificates") for matter in event.data["results"]]


@subscriber("certificates", actions=["cases.conclude_case"], queue="certificates", split=_granted, batch=1)
def make_certificate(event: Event, matter: str) -> None:
    """A granted matter's certificate is made, signed and put on the exit shelf."""
    case = case_of(event)
    if Result.objects.filter(case=case, matter=matter, state=ResultState.PENDING).exists():
        make_result(case, matter)


@act
def make_result(case: Case, matter: str) -> None:
    """One result: certificate and shelf together or neither."""
    by = Actor.system("papers")
    certificate = issue_certificate(
        certificate_of(case, matter), aggregate=Case.objects.filter(pk=case.pk), by=by
    )
    shelve_result(case, by=by, matter=matter, certificate=certificate)
