"""Sensitive elements and the agreement they need before they are asked (PIPL art. 28 to 31)."""

from collections.abc import Mapping
from typing import Any

from accounts.consents import agreed_by
from core.text import pick
from portal.citizen.anonymous import SENSITIVE
from portal.citizen.drafts import Application
from portal.citizen.questions import Group


def sensitive_in(mine: Application, group: Group) -> list[str]:
    """The sensitive elements of a question group."""
    elements = mine.composition.errand.sources.elements
    return [row.element for row in group.fields if elements[row.element]["sensitivity"] == SENSITIVE]


def not_agreed(mine: Application, group: Group) -> list[str]:
    """Those that the applicant has not agreed to yet. An agent or a clerk has the agreement on paper."""
    found = sensitive_in(mine, group)
    if not found or not mine.actor.is_citizen or mine.actor.person_id is None:
        return []
    agreed = agreed_by(mine.actor.person_id)
    return [name for name in found if name not in agreed]


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
