"""Files that are one record: meta, rules and calendar. They are known by the catalogue's id and version."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from core.calendar import load_year, set_opening_hours
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
        hours = entry.record["opening_hours"]
        if any(record["opening_hours"] != hours for record in _calendars()):
            yield entry.finding("CONFLICT", _("Other opening hours are known."), "opening_hours")
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
    _open_years(folder)
    for kind in ("meta", "calendar"):
        for entry in folder.of(kind):
            written |= _remember(entry, key[0])
    return written


def _open_years(folder: Catalogue) -> None:
    """Load the years that are not published yet into the working-day calendar; hours only once."""
    known = published_years()
    for entry in folder.of("calendar"):
        if not _calendars():
            hours = [(span["start"], span["end"]) for span in entry.record["opening_hours"]]
            set_opening_hours([(time.fromisoformat(a), time.fromisoformat(b)) for a, b in hours])
        for year in entry.record["years"]:
            if year["year"] not in known:
                load_year(
                    year["year"],
                    holidays=map(date.fromisoformat, year["holidays"]),
                    makeup_workdays=map(date.fromisoformat, year["makeup_workdays"]),
                    source=entry.record["source"],
                )


def published_years() -> dict[int, Any]:
    """year -> its days, of every calendar that was imported."""
    return {year["year"]: year for record in _calendars() for year in record["years"]}


def _calendars() -> list[Any]:
    return list(ImportedRecord.objects.filter(kind="calendar").values_list("record", flat=True))


def _key(folder: Catalogue) -> tuple[str, str]:
    """A folder without meta.json adds to the catalogue that the database holds."""
    meta: Any = folder.single("meta")
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
    row.record = _newer(entry, row.record)
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
