"""One import: read, judge, compare, write, publish, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from core import clock
from ledger.recording import open_chain, record
from matters.canonical import fingerprint
from matters.importing.comparing import Changes, compare, merge, unpublished_matters
from matters.importing.context import Context
from matters.importing.publishing import Version, publish_drafts, record_drafts
from matters.importing.sections import loader_of
from matters.importing.singles import single_conflicts, write_singles
from matters.importing.stored import TABLES, VERSIONED, stored_catalogue
from matters.importing.writers import WRITERS
from matters.indexing import index_new_records
from matters.linting import Catalogue, Entry, Finding, has_errors, judge, read_folder
from matters.linting.kinds import ALL_KINDS, KINDS
from matters.models import CatalogueImport, ImportedRecord
from matters.wording import IMPORT_CATALOGUE

LOCK = 0x6361_7461_6C6F  # "catalo": imports wait for each other


@dataclass
class Outcome:
    """What an import found and did."""

    findings: list[Finding] = field(default_factory=list)
    written: dict[str, int] = field(default_factory=dict)
    published: list[Version] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether nothing was written because of an error."""
        return has_errors(self.findings)


class _Refused(Exception):
    """Leaves the transaction so that nothing of it stays."""


def import_folder(folder: Path, *, publish: bool = False, dry_run: bool = False) -> Outcome:
    """Import a folder. Anything wrong becomes a finding, and then nothing is written."""
    outcome = Outcome()
    try:
        with transaction.atomic():
            _import(folder, publish, outcome)
            if outcome.refused or dry_run:
                raise _Refused
    except _Refused:
        outcome.published = []
    except (DataError, IntegrityError) as error:
        reason = _("The database refuses a record: %(why)s") % {"why": str(error).splitlines()[0]}
        outcome.findings.append(Finding(str(folder.name), "", "SCHEMA", reason))
        outcome.published = []
    return outcome


def _import(folder: Path, publish: bool, outcome: Outcome) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    stored = stored_catalogue()
    reading = read_folder(folder, may_lack={entry.kind for entry in stored.entries})
    changes = compare(reading.catalogue, stored)
    outcome.findings = [
        *reading.findings,
        *changes.conflicts,
        *single_conflicts(reading.catalogue),
        *_new_findings(reading.catalogue, stored),
        *(unpublished_matters(reading.catalogue) if publish else ()),
    ]
    if outcome.refused:
        return
    _write_all(reading.catalogue, changes, publish, outcome)


def _write_all(folder: Catalogue, changes: Changes, publish: bool, outcome: Outcome) -> None:
    context = Context(now=clock.now(), by=Actor.system("import_catalogue"))
    _write(folder, changes, context, outcome)
    for kind in VERSIONED:
        if publish:
            codes = [entry.id for entry in folder.of(kind)]
            outcome.published += publish_drafts(kind, codes, context)
        else:
            record_drafts(kind, [entry.id for entry in changes.new[kind]], context)
    if outcome.written or outcome.published:
        index_new_records()
        _record_import(context, outcome)


def _record_import(context: Context, outcome: Outcome) -> None:
    """An import that changed nothing leaves no event."""
    held = open_chain("catalogue")
    row = CatalogueImport.objects.create(
        chain_id=held.id,
        catalogue=context.rules.catalogue if context.rules else "",
        imported_at=context.now,
        written=outcome.written,
        published=len(outcome.published),
    )
    told = {"catalogue": row.catalogue, "written": row.written, "published": row.published}
    record(IMPORT_CATALOGUE, held, by=context.by, subject=row, changed=[row], data=told)


def _new_findings(folder: Catalogue, stored: Catalogue) -> list[Finding]:
    """What is wrong after the import and was not wrong before."""
    before = set(judge(stored)) if stored.entries else set()
    return [finding for finding in judge(merge(folder, stored)) if finding not in before]


def _write(folder: Catalogue, changes: Changes, context: Context, outcome: Outcome) -> None:
    if write_singles(folder, context):
        outcome.written["rules"] = 1
    for kind in ALL_KINDS:
        entries = changes.new.get(kind.name, ())
        if entries:
            _write_kind(kind.name, entries, context)
            outcome.written[kind.name] = len(entries)


def _write_kind(kind: str, entries: tuple[Entry, ...], context: Context) -> None:
    writer = loader_of(kind) or WRITERS.get(kind)
    if writer:
        writer(entries, context)
    if kind not in TABLES and kind not in VERSIONED:
        _remember(kind, entries)


def _remember(kind: str, entries: Iterable[Entry]) -> None:
    """Keep the records whose rows live in other apps, except those about people."""
    if KINDS[kind].name == "people":
        return
    first = ImportedRecord.objects.filter(kind=kind).count()
    ImportedRecord.objects.bulk_create(
        ImportedRecord(
            kind=kind,
            code=entry.id,
            ordinal=first + place,
            record=entry.record,
            fingerprint=fingerprint(entry.record),
        )
        for place, entry in enumerate(entries)
    )
