"""Papers that need not be sent again: the applicant's certificates, and what they handed in before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from cases.models import Case, CaseMaterial
from core.errors import NotFound
from core.text import pick
from documents.models import Certificate, StoredFile
from documents.states import CertificateState, Scan
from portal.citizen.drafts import Application

MOST = 30


@dataclass(frozen=True)
class Found:
    """A stored file that may be used again: what it is, where it comes from, since when."""

    file: StoredFile
    name: str
    source: str
    at: datetime

    @property
    def key(self) -> str:
        return str(self.file.public_id)


def certificates_of(actor: Actor) -> list[Found]:
    """Certificates in force from cases in which this person, or a company they speak for, applied."""
    owned = Q(parties__person_id=actor.person_id) & Q(parties__person_id__isnull=False)
    owned |= Q(parties__organisation_id__in=actor.organisation_ids)
    cases = Case.objects.filter(owned, parties__ordinal=0)
    rows = Certificate.objects.filter(chain__in=cases.values("chain"), state=CertificateState.VALID)
    return [
        Found(row.file, pick(row.name), pick(row.department.short_name), row.issued_at)
        for row in rows.select_related("file", "department").order_by("-issued_at")[:MOST]
    ]


def earlier_files_of(actor: Actor, *, wanted: str) -> list[Found]:
    """What this person handed in themself, each content once: the same paper first, then the latest."""
    rows = CaseMaterial.objects.filter(added_by=actor.actor_id, replaced_at__isnull=True)
    rows = rows.select_related("file", "case__one_thing_version", "case__handbook").order_by("-added_at")
    fresh: dict[str, CaseMaterial] = {}
    for row in rows[: MOST * 3]:
        if row.file.scan == Scan.CLEAN:
            fresh.setdefault(row.file.sha256, row)
    ordered = sorted(fresh.values(), key=lambda row: row.material != wanted)
    return [Found(row.file, row.file.name, pick(row.case.name), row.added_at) for row in ordered[:MOST]]


def offered(mine: Application, material: str) -> list[dict[str, Any]]:
    """Both sorts as groups of the page, without what is already here; empty ones are left out."""
    here = {row.file.sha256 for row in mine.materials if row.material == material}
    groups: list[dict[str, Any]] = [
        {"title": _("From my certificates"), "rows": certificates_of(mine.actor)},
        {"title": _("Handed in before"), "rows": earlier_files_of(mine.actor, wanted=material)},
    ]
    for group in groups:
        group["rows"] = [row for row in group["rows"] if row.file.sha256 not in here]
    return [group for group in groups if group["rows"]]


def chosen(mine: Application, material: str, key: UUID) -> StoredFile:
    """The file of that public id, if it was offered to this reader. Raises NotFound."""
    for group in offered(mine, material):
        for row in group["rows"]:
            if row.file.public_id == key:
                return row.file
    raise NotFound()
