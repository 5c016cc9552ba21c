"""Whom a call names as party: by id, by official number, or by account."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actions import note_person
from accounts.models import Organisation, Person, User
from accounts.selectors import organisation_by_reference, person_by_reference
from cases.actions import PartySpec
from core.errors import BadInput
from core.identity import is_citizen_id


def party_specs(parties: Iterable[Mapping[str, Any]] | None) -> list[PartySpec]:
    """The parties of a new case. Raises BadInput for somebody who can't be found."""
    return [party_spec(entry) for entry in parties or ()]


def party_spec(entry: Mapping[str, Any]) -> PartySpec:
    """Who is named for which role."""
    role = entry["role"]
    if entry.get("organisation"):
        return PartySpec(role, organisation=_organisation(role, entry["organisation"]))
    if entry.get("username"):
        return PartySpec(role, person=_holder(role, entry["username"]))
    return PartySpec(role, person=_person(role, entry["person"]))


def _person(role: str, reference: str) -> Person:
    """By the catalogue's id or by identity number; a valid number is never refused (see note_person)."""
    number = reference.upper()
    if is_citizen_id(number):
        return note_person(number)
    found = person_by_reference(reference)
    if found is None:
        raise _nobody(role, _("No such person, or the identity number is not right."))
    return found


def _organisation(role: str, reference: str) -> Organisation:
    found = organisation_by_reference(reference)
    if found is None:
        raise _nobody(role, _("No such organisation, or the credit code is not right."))
    return found


def _holder(role: str, username: str) -> Person:
    user = User.objects.select_related("person").filter(username=username, is_active=True).first()
    if user is None or user.person is None:
        raise _nobody(role, _("This account belongs to nobody who could take part."))
    return user.person


def account_of(username: str) -> User:
    """The account of that name. Raises BadInput."""
    found = User.objects.filter(username=username).first()
    if found is None:
        raise BadInput(_("There is no such account."), errors=[{"field": "to"}])
    return found


def _nobody(role: str, reason: Any) -> BadInput:
    return BadInput(_("A party can't be found."), errors=[{"party": role, "reason": reason}])
