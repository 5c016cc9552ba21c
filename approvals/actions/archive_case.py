"""Archive a closed case: every department gets its own file."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from approvals.case_files import CaseFile, DepartmentFile
from approvals.filing import APPEAL_MONTHS
from approvals.policies import must_archive
from cases.locking import hold_case
from cases.models import Case
from cases.states import CaseState
from cases.transitions import allowed
from cases.wording import ARCHIVE_CASE
from core import clock
from core.acts import act
from core.calendar import due_at
from core.errors import Incomplete, Stale, WrongState
from core.values import present
from documents.files import record_kept
from documents.models import ARCHIVE, ArchivePackage, StoredFile
from documents.packing import Packed, pack
from ledger.recording import Held, record


@dataclass(frozen=True)
class _Prepared:
    """A department's package, packed and kept, without a row yet."""

    own: DepartmentFile
    packed: Packed


@act
def archive_case(case: Case, *, by: Actor) -> Case:
    """归档, one package for each department (A-015), once nobody can appeal any more; repeating is harmless.

    Copying files takes longer than anything else here, so it is done before the lock is taken. Raises
    NotAllowed for anybody but the product, WrongState before the case is closed or its time to appeal
    is over, Incomplete when it fails the four checks, Stale when it moved on meanwhile.
    """
    must_archive(by)
    seen = Case.objects.select_related("chain", "service_point").get(pk=case.pk)
    if seen.state == CaseState.ARCHIVED:
        return seen
    _must_be_final(seen)
    prepared = _prepare(seen)
    case, held = hold_case(case)
    if case.state == CaseState.ARCHIVED:
        return case
    if held.seq != seen.version:
        raise Stale(
            _("The application has moved on since you looked. Nothing was lost; look again, then repeat.")
        )
    case.archive()
    case.save()
    written = [row for one in prepared for row in _write(one, held, by=by)]
    numbers = {one.own.department.code: one.own.number for one in prepared}
    record(ARCHIVE_CASE, held, by=by, subject=case, changed=[case, *written], data={"packages": numbers})
    return case


def _must_be_final(case: Case) -> None:
    """Closed, and the last day to bring an action has passed."""
    allowed(case, "archive")
    closed = present(case.closed_at, "the date of its end")
    until = due_at(closed, APPEAL_MONTHS, "month").at
    if clock.now() <= until:
        raise WrongState(_("It can still be appealed against."), code="appeal_open", until=until.isoformat())


def _prepare(case: Case) -> list[_Prepared]:
    whole = CaseFile(case)
    faults = whole.faults()
    if faults:
        raise Incomplete(_("The case is not fit for the archive."), errors=faults)
    files = [DepartmentFile(whole, department) for department in whole.departments.values()]
    return [_Prepared(own, pack(own.about(), own.entries())) for own in files]


def _write(one: _Prepared, held: Held, *, by: Actor) -> tuple[ArchivePackage, StoredFile]:
    own = one.own
    file = record_kept(one.packed.kept, name=own.number, by=by, content_type=ARCHIVE)
    package = ArchivePackage.objects.create(
        chain_id=held.id,
        department=own.department,
        fonds=own.fonds,
        year=own.year,
        retention=own.retention,
        number=own.number,
        file=file,
        manifest_sha256=one.packed.manifest_sha256,
        files=one.packed.files,
        through_seq=held.seq,
        packed_at=held.now,
    )
    return package, file
