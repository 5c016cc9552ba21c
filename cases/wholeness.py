"""Whether every file of a case is really there: no receipt is given without the files it names."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cases.models import CaseMaterial
from core.errors import BadInput
from documents.files import is_intact
from documents.states import Scan

UNSAFE = (Scan.INFECTED, Scan.UNREADABLE)


def must_be_safe(materials: Iterable[CaseMaterial]) -> None:
    """Raises BadInput with each material of which the safety check refused a file."""
    unsafe = {row.material for row in materials if row.file.scan in UNSAFE}
    if unsafe:
        raise BadInput(
            _("A file did not pass the safety check. Please hand it in again."),
            code="file_unsafe",
            errors=[{"material": name, "reason": _("Not safe to open.")} for name in sorted(unsafe)],
        )


def must_be_whole(materials: Iterable[CaseMaterial]) -> None:
    """Reads every file and compares its hash. Raises BadInput with each material that has to come again."""
    lost = {row.material for row in materials if not is_intact(row.file)}
    if lost:
        raise BadInput(
            _("A file is no longer whole on our side. Everything else is kept; hand this one in again."),
            code="file_lost",
            errors=[{"material": name, "reason": _("Not whole.")} for name in sorted(lost)],
        )
