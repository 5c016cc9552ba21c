"""One application as the person who fills it in sees it: loaded once, asked many times."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.actor import Actor
from accounts.models import Department
from approvals.policies import cases_visible_to
from cases.composing import composition_of
from cases.models import Case, CaseMaterial, Draft, Party
from cases.policies import roles_of
from cases.readers import Reader, readable_answers, readable_files
from cases.rules import missing_materials
from cases.seating import awaited
from cases.selectors import materials_of, parties_of, views_of
from cases.states import BEFORE_SUBMISSION
from core import clock
from core.errors import NotFound
from core.text import pick
from matters.composing import Composition
from matters.composing.parts import MaterialRow
from matters.models import DataItem
from portal.citizen.questions import Group, Voice, own_groups

# Staff see cases in their own rooms; the citizen's room is for those who take part, and agents.
ROLES_HERE = frozenset({"", "agent"})
RELATED = (
    "chain",
    "draft",
    "one_thing_version",
    "handbook",
    "service_point",
    "holder_department",
    "bill",
    "exit_choice__service_point",
)


@dataclass(frozen=True)
class Application:
    """A case, its draft and its parties, read by one of those who take part."""

    case: Case
    actor: Actor
    parties: tuple[Party, ...]

    @property
    def draft(self) -> Draft:
        return self.case.draft

    @cached_property
    def composition(self) -> Composition:
        """The errand as the answers so far make it."""
        return composition_of(self.case, self.draft.answers)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(roles_of(self.actor, list(self.parties)))

    @cached_property
    def reader(self) -> Reader:
        """In which capacities they look at the case: the one rule of what they may see."""
        return Reader.of(self.actor, self.case, list(self.parties))

    @property
    def own(self) -> bool:
        """Whether the reader takes part in person: not for an organisation, nor under a mandate."""
        seats = self.own_parties
        return bool(seats) and all(party.person_id == self.actor.person_id for party in seats)

    @property
    def first_role(self) -> str:
        return self.parties[0].role if self.parties else ""

    @property
    def owner(self) -> bool:
        """Whether the reader speaks for the applicant: the first role, or whoever began it for them."""
        return self.reader.eyes.owner

    @cached_property
    def voice(self) -> Voice:
        parties = self.composition.parties
        stated = {element: party["role"] for party in parties for element in party["states"]}
        return Voice(stated, self.roles, self.owner)

    @property
    def open(self) -> bool:
        """Whether it is still a draft."""
        return self.case.state in BEFORE_SUBMISSION

    @cached_property
    def groups(self) -> list[Group]:
        """What this reader fills in."""
        return own_groups(self.composition, self.voice)

    @cached_property
    def files(self) -> list[CaseMaterial]:
        """Every file of the case: what is here counts for all, whoever may look at it."""
        return materials_of(self.case)

    @cached_property
    def materials(self) -> list[CaseMaterial]:
        """The files that this reader may know of: their own, for the applicant all but another party's."""
        return readable_files(self.reader, self.files, self.composition)

    @property
    def handed_in(self) -> set[str]:
        """The materials that are here."""
        return {row.material for row in self.files}

    @cached_property
    def to_bring(self) -> list[MaterialRow]:
        """The materials for which the applicant hands in files."""
        return missing_materials(self.composition, ())

    @property
    def own_parties(self) -> list[Party]:
        return [party for party in self.parties if party.role in self.roles]

    @property
    def unsigned_own(self) -> list[Party]:
        """The reader's roles that have not confirmed, the applicant's aside: submitting confirms that."""
        return [
            party
            for party in self.own_parties
            if party.signs and party.confirmed_at is None and party.role != self.first_role
        ]

    @property
    def reference(self) -> str:
        """What stands in the address: the number once there is one."""
        return self.case.number or str(self.case.public_id)

    def name_of(self, material: str) -> str:
        return pick(self.composition.errand.sources.materials[material]["name"])

    def readable(self) -> dict[str, Any]:
        """The answers that this reader may see: shared facts, and their own private data."""
        return readable_answers(self.reader, self.draft.answers, self.composition, list(self.parties))

    def needed_roles(self) -> list[Mapping[str, Any]]:
        """The roles that sign in this situation, the applicant's aside; last those who apply jointly."""
        others = [
            party for party in self.composition.parties if party["signs"] and party["role"] != self.first_role
        ]
        return [*others, *(_joint_record(party) for party in self.parties if party.joint_with)]

    def unsigned_names(self) -> list[str]:
        """Names of the roles whose signature is missing, and of whoever was asked and has no seat yet."""
        signed = {view.role for view in views_of(self.parties) if view.confirmed}
        seated = {party.role for party in self.parties}
        asked = awaited(self.case, at=clock.now()) if self.open else []
        return [
            *(pick(party["name"]) for party in self.needed_roles() if party["role"] not in signed),
            *(row.name for row in asked if row.role not in seated),
        ]


def _joint_record(party: Party) -> dict[str, Any]:
    """A joint applicant's seat in the shape of a role of the catalogue."""
    kinds = ["person"] if party.person_id else ["organisation"]
    return {"role": party.role, "name": party.name, "kinds": kinds, "states": [], "signs": party.signs}


def application(actor: Actor, reference: str) -> Application:
    """The case with that number or public id, if this actor takes part in it. Raises NotFound."""
    if actor.user_id is None or actor.role not in ROLES_HERE:
        raise NotFound()
    mine = Case.objects.by_reference(reference).filter(pk__in=cases_visible_to(actor).values("pk"))
    case = mine.select_related(*RELATED).first()
    if case is None:
        raise NotFound()
    return Application(case, actor, tuple(parties_of(case)))


def providers_of(sources: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """data item -> (department, name of the record) for the sources of known values; two queries."""
    codes = {source["item"] for source in sources.values()}
    if not codes:
        return {}
    items = DataItem.objects.filter(code__in=codes).select_related("provider")
    return {item.code: (pick(item.provider.short_name), pick(item.name)) for item in items}


def departments_of(mine: Application) -> list[str]:
    """The departments that receive the application once it is submitted, by name, in the order of work."""
    names = department_names()
    codes = (mine.composition.errand.handbook(code)["department"] for code in mine.composition.matters)
    return [pick(names[code].short_name) for code in dict.fromkeys(codes)]


def department_names() -> dict[str, Department]:
    """All departments by code."""
    return Department.objects.in_bulk(field_name="code")
