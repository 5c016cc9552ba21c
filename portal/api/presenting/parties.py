"""Parties of a case: by the catalogue's id where there is one, else masked."""

from typing import Any

from accounts.models import Person
from cases.models import Party
from core.identity import mask_id, mask_name
from core.text import pick
from portal.api.presenting.common import moment


def party(row: Party) -> dict[str, Any]:
    """One party. A company's name and code are public; a person's never leave whole."""
    return {
        "id": row.pk,
        "role": row.role,
        "name": row.name,
        "person": _person(row.person) if row.person else None,
        "organisation": (row.organisation.code or row.organisation.uscc) if row.organisation else None,
        "label": _label(row),
        "signs": row.signs,
        "states": row.states,
        "confirmed_at": moment(row.confirmed_at),
    }


def _person(person: Person) -> str:
    return person.code or mask_id(person.id_number)


def _label(row: Party) -> str:
    if row.organisation:
        return pick(row.organisation.name)
    return mask_name(row.person.name.get("zh", "")) if row.person else ""
