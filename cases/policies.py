"""Who may do what with a case. Each rule raises NotAllowed in words, or returns nothing."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import INTAKE_ROLES, Actor
from accounts.models import Role
from cases.models import Case, ExitChoice, Party, Result
from cases.states import Channel
from core.errors import NotAllowed

DEPARTMENT_ROLES = frozenset({Role.REVIEWER, Role.SYSTEM})
ACCEPTING_ROLES = INTAKE_ROLES
HANDING_OUT_ROLES = frozenset({Role.CLERK, Role.EXIT_CLERK, Role.CHIEF})


def roles_of(actor: Actor, parties: list[Party]) -> set[str]:
    """The roles in which this actor takes part: for themself, by law for an organisation, or by mandate.

    A mandate that has ended or run out gives nothing any more, whatever was begun under it.
    """
    return {party.role for party in parties if is_own(actor, party) or is_mandated(actor, party)}


def is_own(actor: Actor, party: Party) -> bool:
    """Whether this is the actor, or an organisation that they represent by law."""
    if party.person_id is not None:
        return party.person_id == actor.person_id
    return party.organisation_id in actor.organisation_ids


def is_mandated(actor: Actor, party: Party) -> bool:
    """Whether the actor acts for this party under a mandate that is in force."""
    return party.mandate_id is not None and party.mandate_id in actor.mandate_ids


def first_role(parties: list[Party]) -> str:
    """The applicant's role; empty while nobody is seated in it, whoever else takes part."""
    return next((party.role for party in parties if party.is_applicant), "")


def owns(actor: Actor, case: Case, parties: list[Party]) -> bool:
    """Whether the actor speaks for the applicant: the first role, or a party that began it for them."""
    roles = roles_of(actor, parties)
    return bool(roles) and (first_role(parties) in roles or case.created_by_id == actor.user_id)


def serves_case(actor: Actor, case: Case) -> bool:
    """Whether this is a clerk of the hall that has the case."""
    return actor.role in ACCEPTING_ROLES and actor.service_point_id == case.service_point_id


def must_write_draft(actor: Actor, case: Case, parties: list[Party]) -> None:
    """Drafts are written by the parties, or the clerk at whose window they come about."""
    if roles_of(actor, parties):
        return
    if serves_case(actor, case) and case.channel == Channel.WINDOW:
        return
    raise NotAllowed(_("Only those who take part in this application may change it."))


def must_own(actor: Actor, case: Case, parties: list[Party]) -> None:
    """The applicant (first role), whoever began the case for them, or the clerk at whose window it is."""
    if owns(actor, case, parties) or serves_case(actor, case):
        return
    raise NotAllowed(_("Only the applicant may do this."))


def must_be_applicant(actor: Actor, case: Case, parties: list[Party]) -> None:
    """A party or its agent; never staff on their own account."""
    if roles_of(actor, parties):
        return
    raise NotAllowed(_("Only those who take part in this application may do this."))


def must_be_bound(actor: Actor, case: Case, parties: list[Party]) -> None:
    """The applicant, or a party who has signed: somebody who was only invited ends nothing for the others."""
    must_be_applicant(actor, case, parties)
    roles = roles_of(actor, parties)
    signed = any(party.role in roles and party.confirmed_at for party in parties)
    if signed or case.created_by_id == actor.user_id or first_role(parties) in roles:
        return
    raise NotAllowed(
        _("You have not signed this application, so it does not bind you and is not yours to end.")
    )


def must_accept(actor: Actor, case: Case) -> None:
    """Acceptance is the window's: authority comes from the post, not from an employer (A-002, A-006)."""
    if not serves_case(actor, case):
        raise NotAllowed(_("Only a clerk of the window that has this case may do this."))


def is_exit_of(actor: Actor, case: Case) -> bool:
    """Whether the applicant chose the actor's hall to collect at (A-054)."""
    chosen = ExitChoice.objects.filter(case=case, method=Result.Method.COUNTER)
    return actor.in_hall and chosen.filter(service_point_id=actor.service_point_id).exists()


def must_hand_out(actor: Actor, case: Case) -> None:
    """Results leave through the exit window of the hall that has the case (A-009)."""
    here = actor.service_point_id == case.service_point_id or is_exit_of(actor, case)
    if actor.role not in HANDING_OUT_ROLES or not here:
        raise NotAllowed(_("Only the exit window of the hall that has this case may do this."))
