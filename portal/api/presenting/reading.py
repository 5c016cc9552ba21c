"""The look at personal data through a call is written down before the data leaves (reliability page, V).

What a reader may see is `cases.readers`, the same for pages and calls.
"""

from collections.abc import Iterable

from cases.models import Case, Party
from cases.readers import Reader
from cases.visibility import Elements, is_private
from ledger.access import look

REASON = "API"


def note_look(
    reader: Reader, case: Case, shown: Iterable[str], elements: Elements, parties: list[Party]
) -> None:
    """Writes down that an official is about to see personal data; raises, and then nothing leaves."""
    private = sorted({name for name in shown if is_private(elements, name)})
    if reader.eyes.official and private:
        people = {party.person_id for party in parties if party.person_id}
        look(reader.actor, case, private, REASON, person_ids=sorted(people))
