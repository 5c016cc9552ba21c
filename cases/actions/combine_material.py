"""Put several files of a material together as one PDF."""

from collections.abc import Mapping, Sequence
from copy import copy

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases.actions.attach_material import name_of
from cases.gaps import attachable_materials
from cases.locking import hold_case
from cases.material_wording import COMBINE_MATERIAL
from cases.models import Case, CaseMaterial
from cases.policies import must_write_draft
from cases.selectors import parties_of
from core.acts import act
from core.errors import BadInput, NotFound, Stale, WrongState
from documents.combining import TURNS, Sheet, combine
from documents.files import keep, record_kept
from documents.models import StoredFile
from ledger.recording import Held, record


@act
def combine_material(
    case: Case, *, by: Actor, material: str, sheets: Sequence[tuple[int, int]], expect: int | None = None
) -> CaseMaterial:
    """One PDF in place of files of a material; `sheets`: (file, clockwise degrees), in the order wanted.

    The files stay stored under their hashes, which the event names. Drawing takes its time, so it is
    done before the case is locked and looked at again afterwards. Raises BadInput for an order that
    can't be, NotFound for a file that is not there, FileRefused for what can't be put together.
    """
    must_write_draft(by, case, parties_of(case))
    rows = _rows(case, material, sheets)
    bound = combine([Sheet(rows[key].file, turn) for key, turn in sheets])
    kept = keep(bound.data)
    case, held = hold_case(case, expect=expect)
    must_write_draft(by, case, parties_of(case))
    open_now = attachable_materials(case)
    if open_now is not None and material not in open_now:
        raise WrongState(_("This material is not asked for now."))
    if CaseMaterial.objects.filter(pk__in=rows, replaced_at__isnull=True).count() < len(rows):
        raise Stale(_("These files have changed in the meantime. Look again, then repeat."))
    name = name_of(case, material)
    file = record_kept(kept, name=f"{name['zh']}.pdf", by=by, pages=bound.pages)
    row = _replace([rows[key] for key, _turn in sheets], file, by, held)
    record(
        COMBINE_MATERIAL,
        held,
        by=by,
        subject=case,
        changed=[*rows.values(), row, file],
        data={
            "material": material,
            "name": name,
            "sha256": [file.sha256],
            "made_of": [rows[key].file.sha256 for key, _turn in sheets],
        },
    )
    return row


def _rows(case: Case, material: str, sheets: Sequence[tuple[int, int]]) -> Mapping[int, CaseMaterial]:
    keys = [key for key, _turn in sheets]
    if not keys or len(set(keys)) < len(keys) or any(turn not in TURNS for _key, turn in sheets):
        raise BadInput(_("Choose at least one page, each once."))
    here = CaseMaterial.objects.filter(case=case, material=material, replaced_at__isnull=True, pk__in=keys)
    rows = {row.pk: row for row in here.select_related("file")}
    if len(rows) < len(keys):
        raise NotFound(_("One of these files has been taken back in the meantime."))
    return rows


def _replace(rows: Sequence[CaseMaterial], file: StoredFile, by: Actor, held: Held) -> CaseMaterial:
    """The new file in the place of the first, for whom it was handed in; the others are replaced by it."""
    new = copy(rows[0])
    new.pk, new._state.adding = None, True
    new.file, new.added_at, new.added_by = file, held.now, by.actor_id
    for row in rows:
        row.replaced_at = held.now
    CaseMaterial.objects.bulk_update(rows, ["replaced_at"])
    new.save(force_insert=True)
    return new
