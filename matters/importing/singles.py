"""Files that are one record: meta, rules and calendar. They are known by the catalogue's id and version."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from matters.canonical import fingerprint
from matters.importing.context import Context
from matters.linting import Catalogue, Entry, Finding
from matters.models import CityRules, ImportedRecord


def single_conflicts(folder: Catalogue) -> Iterator[Finding]:
    """The same catalogue and version with other rules, or a published year with other days."""
    key = _key(folder)
    for entry in folder.of("rules"):
        known = CityRules.objects.filter(catalogue=key[0], version=key[1]).first()
        if known and known.fingerprint != fingerprint(entry.record):
            reason = _("The rules of %(id)s %(version)s are known with other content.")
            yield entry.finding("CONFLICT", reason % {"id": key[0], "version": key[1]})
    for entry in folder.of("calendar"):
        known_years = published_years()
        for place, year in enumerate(entry.record["years"]):
            if fingerprint(known_years.get(year["year"], year)) != fingerprint(year):
                reason = _("The year %(year)d is known with other days.") % {"year": year["year"]}
                yield entry.finding("CONFLICT", reason, "years", place)


def write_singles(folder: Catalogue, context: Context) -> bool:
    """Write what is new of them and choose the rules of this import. True if anything was written."""
    key = _key(folder)
    written = False
    for entry in folder.of("rules"):
        _row, created = CityRules.objects.get_or_create(
            catalogue=key[0],
            version=key[1],
            defaults={"record": entry.record, "fingerprint": fingerprint(entry.record)},
        )
        written |= created
    context.rules = CityRules.objects.filter(catalogue=key[0]).first() or CityRules.objects.first()
    for kind in ("meta", "calendar"):
        for entry in folder.of(kind):
            written |= _remember(entry, key[0])
    return written


def new_years(folder: Catalogue) -> list[tuple[Entry, Any]]:
    """(calendar, year) of every year that is not published yet."""
    known = published_years()
    return [
        (entry, year)
        for entry in folder.of("calendar")
        for year in entry.record["years"]
        if year["year"] not in known
    ]


def published_years() -> dict[int, Any]:
    """year -> its days, of every calendar that was imported."""
    calendars = ImportedRecord.objects.filter(kind="calendar").values_list("record", flat=True)
    return {year["year"]: year for record in calendars for year in record["years"]}


def _key(folder: Catalogue) -> tuple[str, str]:
    """A folder without meta.json adds to the catalogue that the database holds."""
    meta = folder.single("meta")
    if meta is None:
        known = ImportedRecord.objects.filter(kind="meta").first()
        meta = known.record if known else {"id": "", "version": ""}
    return meta["id"], meta["version"]


def _remember(entry: Entry, catalogue: str) -> bool:
    row, created = ImportedRecord.objects.get_or_create(
        kind=entry.kind,
        code=catalogue,
        defaults={"record": entry.record, "fingerprint": fingerprint(entry.record)},
    )
    if created or row.fingerprint == fingerprint(entry.record):
        return created
    row.record, row.fingerprint = _newer(entry, row.record), ""
    row.fingerprint = fingerprint(row.record)
    row.save(update_fields=["record", "fingerprint"])
    return True


def _newer(entry: Entry, known: Any) -> Any:
    """The new record; a calendar keeps the years that only the old one has."""
    if entry.kind != "calendar":
        return entry.record
    listed = {year["year"] for year in entry.record["years"]}
    kept = [year for year in known["years"] if year["year"] not in listed]
    years = sorted([*kept, *entry.record["years"]], key=lambda year: year["year"])
    return {**entry.record, "years": years}
