"""Let the scanner judge a file that was kept before it could answer."""

from core import clock
from core.acts import act
from documents.models import SafetyCheck, StoredFile
from documents.scanning import scanner
from documents.states import Scan
from documents.storage import store


@act
def scan_file(file: StoredFile) -> Scan:
    """The verdict, written once. A scanner that can't be reached raises OSError and is asked again later."""
    if file.scan != Scan.PENDING:
        return file.scan
    with store().open(file.key) as content:
        verdict = scanner().scan(content)
    if verdict.scan == Scan.PENDING:
        return Scan.PENDING
    check, _made = SafetyCheck.objects.get_or_create(
        file=file,
        defaults={
            "verdict": verdict.scan,
            "finding": verdict.finding[:200],
            "checked_at": clock.now(),
        },
    )
    return Scan(check.verdict)
