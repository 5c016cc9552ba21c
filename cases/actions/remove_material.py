"""Take a file back before it counts."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from cases import wording
from cases.actions.attach_material import name_of
from cases.composing import composition_of
from cases.gaps import attachable_materials
from cases.locking import hold_case
from cases.models import Case, CaseMaterial
from cases.policies import must_write_draft
from cases.readers import Reader, readable_files
from cases.selectors import parties_of
from core.acts import act
from core.errors import NotFound, WrongState
from ledger.recording import record


@act
def remove_material(case: Case, *, by: Actor, file_id: int, expect: int | None = None) -> CaseMaterial:
    """Mark one file of a material as taken back; it stays stored, and taking it back twice is harmless.

    Raises NotFound for a file that the actor may not know of: another party's.
    """
    case, held = hold_case(case, expect=expect)
    parties = parties_of(case)
    must_write_draft(by, case, parties)
    row = CaseMaterial.objects.filter(case=case, pk=file_id).first()
    if row is None or not readable_files(Reader.of(by, case, parties), [row], composition_of(case, {})):
        raise NotFound(_("This file is not part of the application."))
    if row.replaced_at:
        return row
    allowed = attachable_materials(case)
    if allowed is not None and row.material not in allowed:
        raise WrongState(_("This file can't be taken back any more."))
    row.replaced_at = held.now
    row.save(update_fields=["replaced_at"])
    record(
        wording.REMOVE_MATERIAL,
        held,
        by=by,
        subject=case,
        changed=[row],
        data={"material": row.material, "name": name_of(case, row.material)},
    )
    return row
