"""Begin an application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.channels import AccessChannel
from accounts.models import Organisation, Person, ServicePoint
from cases import wording
from cases.composing import composition_of, refuse_ended
from cases.deadlines import DRAFT_DAYS, DRAFT_EXPIRY
from cases.models import Case, Draft, Party, Visit
from cases.seats import refuse_clash
from cases.states import Channel, Holder
from core.acts import act
from core.calendar import due_at
from core.clock import local_date
from core.errors import BadInput, NotAllowed
from core.timers import set_timer
from core.values import present
from ledger.recording import Held, open_chain, record
from matters.composing import Composition
from matters.models import Handbook, OneThingVersion
from matters.selectors import handbooks_pinned, windows_of


@dataclass(frozen=True)
class PartySpec:
    """Who fills which role of a new case; `notices_to` counts where somebody acts for them."""

    role: str
    person: Person | None = None
    organisation: Organisation | None = None
    notices_to: str | None = None


@act
def draft_case(
    errand: OneThingVersion | Handbook,
    *,
    by: Actor,
    service_point: ServicePoint,
    channel: str,
    situation: Mapping[str, Any] | None = None,
    parties: Sequence[PartySpec] = (),
    language: str = "zh",
    came_through: AccessChannel | None = None,
) -> Case:
    """Begin a case of a one-thing or a matter, pinning the versions in force now.

    `came_through` is the registered channel that handed the applicant over, as the door found it out.
    Whoever begins it for another needs their mandate. Raises NotAllowed for actors who neither apply
    nor take applications in, or without a mandate, MatterEnded when the situation includes a matter
    that is history, BadInput for a role the errand does not have.
    """
    _may_begin(by, parties)
    held = open_chain("case")
    case = _new_case(errand, held, by=by, service_point=service_point, channel=channel, language=language)
    case.situation, case.came_through = dict(situation or {}), came_through
    composition = composition_of(case, {})
    refuse_ended(composition)
    case.save(force_insert=True)
    draft = Draft.objects.create(case=case, saved_at=held.now)
    seated = _seat(case, _with_caller(by, parties, composition), composition, by)
    _must_be_authorised(channel, by, seated)
    visits = _count_run(case, held) if channel == Channel.WINDOW else []
    set_timer(DRAFT_EXPIRY, str(case.pk), due_at(held.now, DRAFT_DAYS, "day").at)
    record(
        wording.DRAFT_CASE,
        held,
        by=by,
        subject=case,
        changed=[case, draft, *seated, *visits],
        data={"errand": errand.record["id"], "channel": channel, **_through(came_through)},
    )
    return case


def _through(channel: AccessChannel | None) -> dict[str, str]:
    """What the event says of the registered channel: nothing where none is known."""
    return {"through": channel.code} if channel else {}


def _may_begin(by: Actor, parties: Sequence[PartySpec]) -> None:
    if by.is_citizen or by.role in {"agent", "clerk", "chief"}:
        if not parties and not by.is_citizen:
            raise BadInput(
                _("Say for whom the application is."),
                errors=[
                    {"field": "parties", "reason": _("An agent or a clerk never applies for themself here.")}
                ],
            )
        return
    raise NotAllowed(_("Applications are begun by citizens, their agents, or a clerk at a window."))


def _with_caller(by: Actor, parties: Sequence[PartySpec], composition: Composition) -> Sequence[PartySpec]:
    """Whoever begins takes part, themself or under a mandate: in a role they named, else in the first one."""
    if by.in_hall or any(_is_mine(by, spec) for spec in parties):
        return parties
    if any(_mandate_for(by, spec, composition) for spec in parties):
        return parties
    if not by.is_citizen:
        reason = _("You hold no mandate from them for this.")
        raise NotAllowed(reason, code="no_mandate", errors=[{"field": "parties", "reason": reason}])
    myself = _myself(by, composition)
    if any(spec.role == myself.role for spec in parties):
        raise NotAllowed(_("You can only begin an application in which you take part."))
    return [myself, *parties]


def _must_be_authorised(channel: str, by: Actor, seated: Sequence[Party]) -> None:
    """An application through an agent names whoever gave the mandate."""
    if channel == Channel.AGENT and by.is_citizen and not any(party.mandate_id for party in seated):
        raise BadInput(
            _("Nobody has given you a mandate for this application."),
            errors=[{"field": "channel", "reason": _("Leave it out: it is “online” here.")}],
        )


def _is_mine(by: Actor, spec: PartySpec) -> bool:
    """Whether the actor fills that role, in person or for an organisation they represent."""
    if spec.person is not None:
        return spec.person.pk == by.person_id
    return spec.organisation is not None and spec.organisation.pk in by.organisation_ids


def _mandate_for(by: Actor, spec: PartySpec, composition: Composition) -> int | None:
    """The mandate under which the actor fills that role for another."""
    return mandate_for(by, composition.errand.record["id"], spec)


def mandate_for(by: Actor, errand: str, spec: PartySpec) -> int | None:
    """The actor's mandate from that person or organisation for that errand, None without one."""
    held = by.authority_for(
        errand,
        person_id=spec.person.pk if spec.person else None,
        organisation_id=spec.organisation.pk if spec.organisation else None,
    )
    return held.mandate_id if held else None


def _new_case(
    errand: OneThingVersion | Handbook,
    held: Held,
    *,
    by: Actor,
    service_point: ServicePoint,
    channel: str,
    language: str,
) -> Case:
    return Case(
        chain_id=held.id,
        one_thing_version=errand if isinstance(errand, OneThingVersion) else None,
        handbook=errand if isinstance(errand, Handbook) else None,
        pins=handbooks_pinned(errand, local_date(held.now)),
        name=errand.name,
        channel=channel,
        language=language,
        service_point=service_point,
        area_id=service_point.area_id,
        window=next(iter(windows_of(errand)), ""),
        created_by_id=present(by.user_id, "the account"),
        holder=Holder.APPLICANT,
        holder_since=held.now,
        created_at=held.now,
    )


def _myself(by: Actor, composition: Composition) -> PartySpec:
    """The caller in the first role: the person, or the organisation they represent where only that fits."""
    role = composition.parties[0]
    if "person" in role["kinds"]:
        return PartySpec(role["role"], person=Person(pk=by.person_id))
    organisation = Organisation.objects.filter(pk__in=by.organisation_ids).order_by("id").first()
    if organisation is None:
        raise BadInput(
            _("This is applied for by an organisation: say which one."),
            errors=[{"field": "parties", "reason": _("You represent no organisation.")}],
        )
    return PartySpec(role["role"], organisation=organisation)


def _seat(case: Case, specs: Sequence[PartySpec], composition: Composition, by: Actor) -> list[Party]:
    """One row per named role. Roles are checked against all of the errand's, whatever the situation.

    Somebody who takes part themself acts for nobody else in the same case.
    """
    for_others = not by.in_hall and not any(_is_mine(by, spec) for spec in specs)
    known = {
        party["role"]: (place, party) for place, party in enumerate(composition.errand.record["parties"])
    }
    roles = [spec.role for spec in specs]
    if len(set(roles)) < len(roles):
        raise BadInput(_("Each role is filled once."), errors=[{"field": "parties", "reason": "role"}])
    rows = []
    for spec in specs:
        if spec.role not in known:
            raise BadInput(
                _("This errand has no such role."), errors=[{"field": "parties", "reason": spec.role}]
            )
        place, party = known[spec.role]
        mandate = _mandate_for(by, spec, composition) if for_others else None
        rows.append(party_row(case, spec, party, place, mandate=mandate))
    refuse_clash(rows)
    return Party.objects.bulk_create(rows)


def party_row(
    case: Case, spec: PartySpec, record_: Mapping[str, Any], place: int, *, mandate: int | None = None
) -> Party:
    """An unsaved party of that role; BadInput when a person stands where only an organisation may."""
    kind = "person" if spec.person else "organisation"
    if kind not in record_["kinds"]:
        raise BadInput(
            _("This role is for another kind of party."), errors=[{"party": spec.role, "reason": kind}]
        )
    return Party(
        case=case,
        role=spec.role,
        name=record_["name"],
        person=spec.person,
        organisation=spec.organisation,
        ordinal=place,
        signs=record_["signs"],
        states=record_["states"],
        mandate_id=mandate,
        notices_to=(spec.notices_to or Party.NoticesTo.BOTH) if mandate else None,
    )


def _count_run(case: Case, held: Held) -> list[Visit]:
    """Coming to the window is a run (A-012)."""
    visit = Visit.objects.create(
        case=case, service_point_id=case.service_point_id, on=local_date(held.now), purpose="apply"
    )
    return [visit]
