"""Linting: named findings about a catalogue, so that nothing vague, unlawful or broken is published.

Pure: it reads files and records and never the database.
"""

from pathlib import Path

from matters.linting.agreement import check_agreement
from matters.linting.calendars import check_calendar
from matters.linting.catalogue import Catalogue, Entry
from matters.linting.conditions import check_conditions
from matters.linting.edges import check_edges
from matters.linting.findings import Finding, has_errors
from matters.linting.handbooks import check_handbooks
from matters.linting.identity import check_identity
from matters.linting.reading import Reading, read_folder, read_handbook
from matters.linting.references import check_references
from matters.linting.wording import check_wording

__all__ = [
    "Catalogue",
    "Entry",
    "Finding",
    "Reading",
    "has_errors",
    "judge",
    "lint_folder",
    "lint_handbook",
    "read_folder",
    "read_handbook",
]

CHECKS = (
    check_identity,
    check_references,
    check_agreement,
    check_calendar,
    check_wording,
    check_handbooks,
    check_conditions,
    check_edges,
)


def judge(catalogue: Catalogue) -> list[Finding]:
    """All findings about records that have the right form, by file and place."""
    return sorted({finding for check in CHECKS for finding in check(catalogue)})


def lint_folder(folder: Path) -> tuple[Catalogue, list[Finding]]:
    """Read a folder and judge it. Never raises for anything that is in the files."""
    reading = read_folder(folder)
    return reading.catalogue, sorted({*reading.findings, *judge(reading.catalogue)})


def lint_handbook(base: Catalogue, file: Path) -> list[Finding]:
    """What a single handbook would bring into an existing catalogue."""
    reading = read_handbook(file)
    added = reading.catalogue.entries
    if not added:
        return sorted(reading.findings)
    before = set(judge(base))
    return [finding for finding in judge(base.with_entries(added)) if finding not in before]
