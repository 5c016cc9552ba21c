"""Say something to the window about a case, or answer as the window."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.locking import hold_case
from cases.models import Case, Message, Party
from cases.policies import must_be_applicant, roles_of, serves_case
from cases.selectors import parties_of
from core.acts import act
from core.errors import BadInput, NotFound, TooOften, WrongState
from ledger.recording import Held, record

LONGEST_MESSAGE = 1000  # characters
MESSAGES_A_DAY = 10  # of one party; the window answers as often as it needs to
WINDOW = {"zh": "窗口", "en": "the window"}


@act
def write_message(case: Case, *, by: Actor, text: str, role: str = "") -> Message:
    """One message in a party's own thread; the window names the party (`role`) it writes to.

    Raises BadInput for no words or too many, TooOften after ten messages of a party in a day,
    WrongState before submission, NotFound for a role nobody has, NotAllowed for anybody else.
    """
    case, held = hold_case(case)
    parties = parties_of(case)
    from_window = serves_case(by, case)
    if not from_window:
        must_be_applicant(by, case, parties)
    if case.submitted_at is None:
        raise WrongState(_("The window hears of this application once it is submitted."))
    party = _named(parties, role) if from_window else _own(by, parties)
    words = _words(text)
    if not from_window:
        _not_too_often(party, held)
    message = Message.objects.create(
        case=case,
        party=party,
        from_window=from_window,
        text=words,
        author=by.actor_id,
        written_at=held.now,
    )
    sides = [WINDOW, party.name] if from_window else [party.name, WINDOW]
    record(
        wording.WRITE_MESSAGE,
        held,
        by=by,
        subject=case,
        changed=[message],
        data={"from": sides[0], "to": sides[1], "role": party.role, "window": from_window},
    )
    return message


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise BadInput(_("Please write something first."), errors=[{"field": "text"}])
    if len(words) > LONGEST_MESSAGE:
        raise BadInput(
            _("At most %(max)s characters, please.") % {"max": LONGEST_MESSAGE}, errors=[{"field": "text"}]
        )
    return words


def _own(by: Actor, parties: list[Party]) -> Party:
    """The writer's own role, or the applicant's for whoever began the case for them."""
    roles = roles_of(by, parties)
    return next((party for party in parties if party.role in roles), parties[0])


def _named(parties: list[Party], role: str) -> Party:
    for party in parties:
        if party.role == role:
            return party
    raise NotFound()


def _not_too_often(party: Party, held: Held) -> None:
    since = held.now - timedelta(days=1)
    written = Message.objects.filter(party=party, from_window=False, written_at__gt=since).count()
    if written >= MESSAGES_A_DAY:
        raise TooOften(
            _("You have written %(n)s messages within a day. The window reads all of them; please wait.")
            % {"n": written}
        )
