"""How an application begins, whichever page it begins on."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.actions import give_consent
from accounts.actor import Actor
from accounts.channels import AccessChannel
from accounts.consents import agreed_by
from accounts.models import Person, ServicePoint
from cases.actions import PartySpec, answer_form, draft_case, prefill_draft
from cases.models import Case, Draft
from cases.states import Channel
from core.acts import act
from matters.composing import Composition
from matters.models import OneThingVersion
from portal.citizen.drafts import Application
from portal.citizen.prefill import identity_offers
from portal.citizen.situations import Errand
from portal.citizen.words import language
from windows.selectors import hall_of


@act
def begin_application(
    errand: Errand,
    composition: Composition,
    *,
    by: Actor,
    situation: Mapping[str, Any],
    parties: Sequence[PartySpec] = (),
    answers: Mapping[str, Any] | None = None,
    came_through: AccessChannel | None = None,
) -> Case:
    """A draft with what was typed before signing in, and then with what the identity knows already."""
    case = draft_case(
        errand,
        by=by,
        service_point=hall_for(errand),
        channel=Channel.AGENT if by.role else Channel.ONLINE,
        situation=situation,
        parties=parties,
        language=language(),
        came_through=came_through,
    )
    if answers:
        answer_form(case, by=by, form=answers)
    offer_identity(case, composition, by=by)
    return case


def offer_identity(case: Case, composition: Composition, *, by: Actor) -> None:
    """What the identity that began the case for itself knows, as far as it agreed; each value once."""
    if not by.is_citizen or case.created_by_id != by.user_id:
        return
    if case.parties.applicants().filter(mandate__isnull=False).exists():
        return
    person = Person.objects.get(user=by.user_id)
    known = identity_offers(composition, person, agreed_by(person.pk))
    offered = Draft.objects.get(case=case).sources
    prefill_draft(case, by=by, offers={name: one for name, one in known.items() if name not in offered})


@act
def agree_and_fill_in(mine: Application, elements: Sequence[str], *, as_guardian: bool) -> None:
    """Records the agreement and offers at once what the identity knows; departments' records follow."""
    give_consent(
        mine.actor.person_id or 0,
        by=mine.actor,
        elements=elements,
        about=mine.case.name,
        as_guardian=as_guardian,
        reference=str(mine.case.public_id),
    )
    offer_identity(mine.case, mine.composition, by=mine.actor)


def hall_for(errand: Errand) -> ServicePoint:
    """The hall whose window takes this errand in, else the city's first."""
    code = errand.window if isinstance(errand, OneThingVersion) else next(iter(errand.windows), "")
    return hall_of(code) or ServicePoint.objects.select_related("area").order_by("ordinal")[0]
