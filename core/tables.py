"""Tables as files that a spreadsheet opens: comma-separated values (RFC 4180).

UTF-8 with its mark in front, without which Excel and WPS guess another encoding and rare characters
are lost; GB 18030 is never written, since every one of its characters is in UTF-8.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The table with its head, for `encode("utf-8")`; lines end as RFC 4180 wants them."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + written.getvalue()


def _harmless(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
