"""Name who fills a role, so that they can take part on their own phone."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Organisation, Person
from cases import wording
from cases.actions.draft_case import PartySpec, party_row
from cases.composing import composition_of
from cases.locking import hold_case
from cases.models import Case, Draft, Party
from cases.policies import must_own
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION
from core.acts import act
from core.errors import BadInput, NotAllowed, WrongState
from ledger.recording import record


@act
def invite_party(
    case: Case,
    *,
    by: Actor,
    role: str,
    person: Person | None = None,
    organisation: Organisation | None = None,
    expect: int | None = None,
) -> Party:
    """Seat somebody in a role of the case; until they have confirmed, another may be named instead.

    Raises BadInput for an unknown role, WrongState once the role has confirmed or the case is submitted.
    """
    case, held = hold_case(case, expect=expect, also=["draft"])
    parties = parties_of(case)
    must_own(by, case, parties)
    if case.state not in BEFORE_SUBMISSION:
        raise WrongState(_("Parties are named before the application is submitted."))
    if by.is_citizen and parties and role == parties[0].role:
        raise NotAllowed(_("An applicant is not replaced: begin a new application instead."))
    spec = PartySpec(role, person=person, organisation=organisation)
    party = _seat(case, parties, spec)
    forgotten = _forget_words(case, parties, party)
    record(
        wording.INVITE_PARTY,
        held,
        by=by,
        subject=case,
        changed=[party, *forgotten],
        data={"role": role, "name": party.name, "party": party.pk},
    )
    return party


def _forget_words(case: Case, parties: list[Party], party: Party) -> list[Draft]:
    """What the former holder of a role stated is theirs: whoever follows begins with an empty sheet."""
    former = next((row for row in parties if row.role == party.role), None)
    if former is None or (former.person_id, former.organisation_id) == (
        party.person_id,
        party.organisation_id,
    ):
        return []
    for element in party.states:
        case.draft.answers.pop(element, None)
        case.draft.sources.pop(element, None)
    case.draft.save(update_fields=["answers", "sources"])
    return [case.draft]


def _seat(case: Case, parties: list[Party], spec: PartySpec) -> Party:
    roles = composition_of(case, {}).errand.record["parties"]
    place, found = next(
        ((place, party) for place, party in enumerate(roles) if party["role"] == spec.role), (0, None)
    )
    if found is None:
        raise BadInput(_("This errand has no such role."), errors=[{"field": "role", "reason": spec.role}])
    row = party_row(case, spec, found, place)
    seated = next((party for party in parties if party.role == spec.role), None)
    if seated is not None:
        if seated.confirmed_at:
            raise WrongState(_("This party has already confirmed and can't be replaced."))
        row.pk = seated.pk
    row.save()
    return row
