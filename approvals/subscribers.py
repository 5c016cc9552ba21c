"""What follows an event after commit: notices to the parties, papers, certificates.

Each handler runs in one transaction with its inbox row, so its effect is there exactly once.
"""

from accounts.actor import Actor
from approvals import messages
from approvals.certificates import certificate_of
from approvals.papers import PAPERS
from approvals.telling import applicants_of, case_of, seats_of, tell
from cases.actions import shelve_result
from cases.models import Case, Result, Visit
from cases.rating_links import link_for
from cases.states import CaseState, ResultState
from core.acts import act
from core.clock import local_date
from documents.actions import issue_certificate, issue_paper
from ledger.models import Event
from ledger.registry import subscriber


@subscriber("notices", actions=messages.TO_ALL_PARTIES)
def tell_parties(event: Event) -> None:
    """Every party of the case gets a notice."""
    case = case_of(event)
    message = messages.TO_ALL_PARTIES[event.action](case, event)
    if message is not None:
        tell(seats_of(case), message, case, event=event)


@subscriber("invitations", actions=["cases.invite_party"])
def invite(event: Event) -> None:
    """The party that was named hears of it, nobody else; a link waits for whoever opens it."""
    case = case_of(event)
    for party in seats_of(case).filter(pk=event.data["party"]):
        tell([party], messages.invited(party), case, event=event)


@subscriber("window_messages", actions=["cases.write_message"])
def tell_of_message(event: Event) -> None:
    """The party whom the window wrote to hears of it; what the party writes waits at the window."""
    if not event.data["window"]:
        return
    case = case_of(event)
    tell(seats_of(case).filter(role=event.data["role"]), messages.WINDOW_ANSWERED, case, event=event)


@subscriber("invitations_to_judge", actions=["cases.deliver_case", "cases.conclude_case"])
def ask_for_judgement(event: Event) -> None:
    """When a case is over every party is asked how it was (A-160), each with a link of its own."""
    if event.action == "cases.conclude_case" and event.data["outcome"] != CaseState.REFUSED:
        return
    case = case_of(event)
    for party in seats_of(case):
        tell([party], messages.JUDGEMENT_ASKED, case, event=event, link=link_for(party))


@subscriber("invitations_to_judge_a_visit", actions=["cases.draft_case", "cases.hand_over_result"])
def ask_about_visit(event: Event) -> None:
    """Whoever came to a hall is asked how it was, once for that visit."""
    case = case_of(event)
    visit = Visit.objects.filter(case=case, on=local_date(event.at)).order_by("id").last()
    if visit is None or visit.ratings.exists():
        return
    for party in applicants_of(case):
        message = messages.visit_judgement_asked(case)
        tell([party], message, case, event=event, link=link_for(party, visit))


@subscriber("answers_to_judgements", actions=["cases.answer_rating"])
def tell_of_answer(event: Event) -> None:
    """The author of a bad grade hears that it was answered."""
    case = case_of(event)
    author = seats_of(case).filter(ratings__referral=int(event.subject_id))
    tell(author, messages.JUDGEMENT_ANSWERED, case, event=event)


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
