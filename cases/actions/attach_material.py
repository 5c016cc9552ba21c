"""Hand in files for a material."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.composing import composition_of
from cases.gaps import attachable_materials
from cases.locking import hold_case
from cases.models import Case, CaseMaterial, Party
from cases.policies import must_write_draft, owns, roles_of
from cases.selectors import parties_of
from core.acts import act
from core.errors import BadInput, WrongState
from documents.models import StoredFile
from ledger.recording import record


@act
def attach_material(
    case: Case,
    *,
    by: Actor,
    material: str,
    files: Sequence[StoredFile],
    expect: int | None = None,
) -> list[CaseMaterial]:
    """Add stored files, in order, to a material of the case.

    Raises BadInput for a material the errand never asks for or too many files, WrongState when this
    material is not open now.
    """
    case, held = hold_case(case, expect=expect)
    parties = parties_of(case)
    must_write_draft(by, case, parties)
    name = name_of(case, material)
    _must_be_open(case, material)
    rows = CaseMaterial.objects.bulk_create(
        CaseMaterial(
            case=case,
            material=material,
            file=file,
            ordinal=ordinal,
            added_at=held.now,
            added_by=by.actor_id,
            added_for=_whose(by, case, parties),
        )
        for ordinal, file in enumerate(files, _first_free_place(case, material, files))
    )
    record(
        wording.ATTACH_MATERIAL,
        held,
        by=by,
        subject=case,
        changed=[*rows, *files],  # the files too, so that the verifier looks at them on disk
        data={"material": material, "name": name, "sha256": [file.sha256 for file in files]},
    )
    return rows


def _whose(by: Actor, case: Case, parties: list[Party]) -> str | None:
    """The role whose paper this is; None for the applicant, and for what a clerk scans."""
    roles = roles_of(by, parties)
    if not roles or owns(by, case, parties):
        return None
    return next(party.role for party in parties if party.role in roles)


def _must_be_open(case: Case, material: str) -> None:
    open_now = attachable_materials(case)
    if open_now is not None and material not in open_now:
        raise WrongState(_("This material is not asked for now."))


def _first_free_place(case: Case, material: str, more: Sequence[StoredFile]) -> int:
    """The ordinal after the material's files; BadInput when material or case would hold too much."""
    here = CaseMaterial.objects.filter(case=case, replaced_at__isnull=True).aggregate(
        of_material=Count("pk", filter=Q(material=material)), files=Count("pk"), size=Sum("file__size")
    )
    if here["of_material"] + len(more) > settings.UPLOAD_MAX_FILES:
        raise BadInput(
            _("At most %(max)s files for one material. Put photos together as one PDF to make room.")
            % {"max": settings.UPLOAD_MAX_FILES},
            code="too_many_files",
        )
    size = (here["size"] or 0) + sum(file.size for file in more)
    if here["files"] + len(more) > settings.CASE_MAX_FILES or size > settings.CASE_MAX_BYTES:
        raise BadInput(
            _("This application already holds as many files as one may. Take back what is not needed."),
            code="too_much",
        )
    return int(here["of_material"]) + 1


def name_of(case: Case, material: str) -> dict[str, str]:
    """The material's name; BadInput when no handbook of the errand asks for it."""
    sources = composition_of(case, {}).errand.sources
    lines = (line for book in sources.handbooks.values() for line in book["materials"])
    if not any(line["material"] == material for line in lines):
        raise BadInput(
            _("This errand does not ask for that material."),
            errors=[{"material": material, "reason": _("Unknown.")}],
        )
    return dict(sources.materials[material]["name"])
