"""What the tests of several parties in one case share."""

from accounts.actor import Actor
from accounts.models import Person
from cases.actions import Invitee, invite_by_link
from cases.composing import composition_of
from cases.models import Case, Draft, Invitation
from cases.readers import Reader, readable_answers
from cases.selectors import parties_of
from ledger.models import Event
from tests.cast import Cast


def person(code: str) -> Person:
    """A person of the demo city."""
    return Person.objects.get(code=code)


def by_name(cast: Cast, draft: Case, name: str = "张建国", role: str = "seller") -> Invitation:
    """A link for whoever bears that name."""
    return invite_by_link(draft, by=cast.citizen, role=role, whom=Invitee(name=name))


def actions(case: Case) -> list[str]:
    """The names of what happened to a case, in order."""
    return list(Event.objects.filter(chain=case.chain_id).order_by("seq").values_list("action", flat=True))


def seen(actor: Actor, case: Case) -> set[str]:
    """The elements whose answers that actor may read."""
    fresh = Case.objects.get(pk=case.pk)
    draft, parties = Draft.objects.get(case=fresh), parties_of(fresh)
    composition = composition_of(fresh, draft.answers)
    return set(readable_answers(Reader.of(actor, fresh, parties), draft.answers, composition, parties))
