"""The link by which somebody is asked into a role: signed, for this one purpose, for two weeks."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import Organisation, Person
from cases.actions.accept_invitation import is_meant
from cases.composing import composition_of
from cases.deadlines import INVITATION_DAYS
from cases.models import Invitation
from cases.seating import Holder, base_role, role_record
from core.errors import NotFound

SALT = "portal.invitation"
LASTS = timedelta(days=INVITATION_DAYS)


def link_of(invitation: Invitation) -> str:
    """The whole address, as one sends it on. It says nothing about anybody."""
    token = signing.dumps({"invitation": invitation.public_id.hex}, salt=SALT)
    return f"{settings.SITE_URL.rstrip('/')}{reverse('portal:invitation', args=[token])}"


def invitation_behind(token: str) -> Invitation:
    """The invitation of a link. Raises NotFound for a link that was changed or made for something else."""
    try:
        content: dict[str, Any] = signing.loads(token, salt=SALT, max_age=LASTS)
        key = UUID(content["invitation"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise NotFound from None
    related = ("case__chain", "case__one_thing_version", "case__handbook", "person", "organisation")
    found = Invitation.objects.select_related(*related).filter(public_id=key).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Candidate:
    """One as whom the reader could take part: themself, their organisation, or a principal."""

    key: str
    holder: Holder


def candidates(actor: Actor, invitation: Invitation) -> list[Candidate]:
    """Those of the reader's identities that were asked; empty for anybody else."""
    _place, record = role_record(invitation.case, base_role(invitation.role))
    errand = composition_of(invitation.case, {}).errand.record["id"]
    people = [actor.person_id, *(held.person_id for held in actor.mandates if held.covers(errand))]
    bodies = [
        *actor.organisation_ids,
        *(held.organisation_id for held in actor.mandates if held.covers(errand)),
    ]
    found: list[Candidate] = []
    if "person" in record["kinds"]:
        rows = Person.objects.filter(pk__in=[key for key in people if key])
        found += [Candidate(f"p{row.pk}", row) for row in rows]
    if "organisation" in record["kinds"]:
        found += [
            Candidate(f"o{row.pk}", row)
            for row in Organisation.objects.filter(pk__in=[key for key in bodies if key])
        ]
    return [one for one in found if is_meant(invitation, one.holder)]
