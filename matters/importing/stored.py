"""The catalogue that the database holds, in the shape that the linter and the importer compare with."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from accounts.models import Person
from matters.linting import Catalogue, Entry
from matters.models import (
    CatalogueRecord,
    CityRules,
    CodeTable,
    DataItem,
    DoubleRandomList,
    Element,
    ExOfficioService,
    Handbook,
    ImportedRecord,
    IntermediaryFirm,
    IntermediaryService,
    KnowledgeEntry,
    Law,
    Material,
    NegativeEntry,
    OneThingVersion,
)

TABLES: dict[str, type[CatalogueRecord]] = {
    "codes": CodeTable,
    "laws": Law,
    "shared_data": DataItem,
    "materials": Material,
    "elements": Element,
    "services": IntermediaryService,
    "firms": IntermediaryFirm,
    "negative_list": NegativeEntry,
    "ex_officio": ExOfficioService,
    "double_random": DoubleRandomList,
    "knowledge": KnowledgeEntry,
}
VERSIONED: dict[str, tuple[Any, str]] = {
    "matters": (Handbook, "matter"),
    "one_things": (OneThingVersion, "one_thing"),
}


def stored_catalogue() -> Catalogue:
    """Every record in force or drafted, the newest version of each handbook."""
    return Catalogue(tuple(_entries()))


def _entries() -> Iterator[Entry]:
    rules = CityRules.objects.first()
    if rules:
        yield _entry("rules", rules.record)
    for row in ImportedRecord.objects.exclude(record=None):
        yield _entry(row.kind, row.record)
    for kind, table in TABLES.items():
        for record in table._default_manager.values_list("record", flat=True):
            yield _entry(kind, record)
    for kind, (model, owner) in VERSIONED.items():
        for record in _newest(model, owner):
            yield _entry(kind, record)
    for person in Person.objects.exclude(code=None):
        yield _entry("people", person_record(person))


def _entry(kind: str, record: Any) -> Entry:
    return Entry(kind, record, f"database:{kind}", f"/{record.get('id') or record.get('code') or ''}")


def _newest(model: Any, owner: str) -> list[Any]:
    place = Window(RowNumber(), partition_by=[F(owner)], order_by=F("version").desc())
    newest = model.objects.annotate(place=place).filter(place=1).order_by(f"{owner}__code")
    return list(newest.values_list("record", flat=True))


def person_record(person: Person) -> dict[str, Any]:
    """A person's record as the catalogue writes it; the row in accounts is the only copy."""
    return {
        "id": person.code,
        "name": person.name,
        "id_number": person.id_number,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "gender": person.gender,
        "flags": person.flags,
        "mobile": person.mobile or None,
    }
