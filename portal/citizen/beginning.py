"""How an application begins, whichever page it begins on."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.actor import Actor
from accounts.channels import AccessChannel
from accounts.models import Person, ServicePoint
from cases.actions import PartySpec, answer_form, draft_case, prefill_draft
from cases.models import Case
from cases.states import Channel
from core.acts import act
from matters.composing import Composition
from matters.models import OneThingVersion
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
    if by.is_citizen and not case.parties.filter(mandate__isnull=False).exists():
        offers = identity_offers(composition, Person.objects.get(user=by.user_id))
        prefill_draft(case, by=by, offers=offers)
    return case


def hall_for(errand: Errand) -> ServicePoint:
    """The hall whose window takes this errand in, else the city's first."""
    code = errand.window if isinstance(errand, OneThingVersion) else next(iter(errand.windows), "")
    return hall_of(code) or ServicePoint.objects.select_related("area").order_by("ordinal")[0]
