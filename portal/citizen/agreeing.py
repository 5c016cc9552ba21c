"""Sensitive elements and the agreement they need before they are asked (PIPL art. 28 to 31)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from accounts.consents import agreed_by, declined_by
from accounts.models import Person
from cases.conditions import age_on
from cases.visibility import childs_elements
from core import clock
from core.identity import birth_date
from core.text import pick
from portal.citizen.anonymous import SENSITIVE
from portal.citizen.drafts import Application
from portal.citizen.questions import Group

CONSENTS_FROM = 14  # years (PIPL art. 31)


def sensitive_in(mine: Application, group: Group) -> list[str]:
    """The sensitive elements of a question group."""
    elements = mine.composition.errand.sources.elements
    return [row.element for row in group.fields if elements[row.element]["sensitivity"] == SENSITIVE]


def not_agreed(mine: Application, group: Group) -> list[str]:
    """Those that the applicant has not agreed to. An agent or a clerk has the agreement on paper."""
    found = sensitive_in(mine, group)
    if not found or not mine.actor.is_citizen or mine.actor.person_id is None:
        return []
    agreed = agreed_by(mine.actor.person_id)
    return [name for name in found if name not in agreed]


def undecided(mine: Application, group: Group) -> list[str]:
    """Those that the applicant has neither agreed to nor declined: they are asked about first."""
    out = left_out(mine)
    return [name for name in not_agreed(mine, group) if name not in out]


def left_out(mine: Application) -> frozenset[str]:
    """The elements that the reader declined: they stay empty and unasked here."""
    if not mine.actor.is_citizen or mine.actor.person_id is None:
        return frozenset()
    return declined_by(mine.actor.person_id)


def asked_groups(mine: Application) -> list[Group]:
    """The reader's groups without what they declined; a group of which nothing is left is not asked."""
    out = left_out(mine)
    reduced = [
        replace(group, fields=tuple(row for row in group.fields if row.element not in out))
        for group in mine.groups
    ]
    return [group for group in reduced if group.fields]


def asked_group(mine: Application, key: str) -> Group | None:
    """The group with that key as it is asked, or None when nothing of it is."""
    return next((group for group in asked_groups(mine) if group.key == key), None)


def asked_after(mine: Application, key: str) -> Group | None:
    """The next group of which something is asked."""
    keys = [group.key for group in mine.groups]
    later = set(keys[keys.index(key) + 1 :])
    return next((group for group in asked_groups(mine) if group.key in later), None)


def left_out_names(mine: Application, key: str) -> list[str]:
    """What of a group was declined, by name."""
    out, elements = left_out(mine), mine.composition.errand.sources.elements
    rows = [row for group in mine.groups if group.key == key for row in group.fields]
    return [pick(elements[row.element]["name"]) for row in rows if row.element in out]


def is_of_child(mine: Application, names: Collection[str]) -> bool:
    """Whether a guardian has to agree: a child's data, or the reader acts for one under fourteen."""
    if childs_elements(mine.composition) & set(names):
        return True
    others = [party.person for party in mine.own_parties if party.person_id != mine.actor.person_id]
    return any(person is not None and _under_fourteen(person) for person in others)


def _under_fourteen(person: Person) -> bool:
    born = birth_date(person.id_number) or person.birth_date
    return born is not None and age_on(born, clock.today()) < CONSENTS_FROM


def told_of(mine: Application, names: list[str]) -> list[Mapping[str, Any]]:
    """Each element with the departments whose forms ask it."""
    elements = mine.composition.errand.sources.elements
    asking: dict[str, list[str]] = {name: [] for name in names}
    for code in mine.composition.matters:
        handbook = mine.composition.errand.handbook(code)
        asked = {entry["element"] for group in handbook["form"] for entry in group["fields"]}
        for name in asked & set(names):
            asking[name].append(pick(handbook["name"]))
    return [{"name": pick(elements[name]["name"]), "matters": asking[name]} for name in names]
