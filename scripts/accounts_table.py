"""The demo accounts as a table for the terminal."""

import unicodedata
from collections.abc import Iterable

COLUMNS = ["username", "role", "department", "service_point", "person"]


def accounts_table(accounts: Iterable[dict[str, str | None]]) -> str:
    """One line per account under the columns' names, aligned also where texts are Chinese."""
    rows = [COLUMNS, *([str(account.get(column) or "") for column in COLUMNS] for account in accounts)]
    widths = [max(_width(row[index]) for row in rows) for index in range(len(COLUMNS))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    """Columns on a terminal: wide letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
