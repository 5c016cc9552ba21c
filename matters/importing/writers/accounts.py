"""Departments, places, people and organisations: rows of accounts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from accounts.models import Area, Department, Organisation, Person, ServicePoint
from matters.importing.context import Context
from matters.linting import Entry


def write_departments(entries: Sequence[Entry], context: Context) -> None:
    """Bodies that decide under their own name and seal."""
    columns = ("name", "short_name", "uscc", "consult_phone", "complaint_phone", "core")
    context.add(
        Department,
        [
            Department(code=entry.id, **{column: entry.record[column] for column in columns})
            for entry in entries
        ],
    )


def write_areas(entries: Sequence[Entry], context: Context) -> None:
    """Townships, then their villages; the city's own entry stands above its townships."""
    records = [entry.record for entry in entries]
    cities = [record for record in records if record["kind"] == "city"]
    context.add(Area, [_area(record, record["kind"], None) for record in cities])
    above = {code[:6]: pk for code, pk in context.ids(Area).items() if _is_city(code)}
    towns = [record for record in records if record["kind"] != "city"]
    context.add(Area, [_area(record, record["kind"], above.get(record["code"][:6])) for record in towns])
    context.add(
        Area,
        [
            _area(village, "village", context.id_of(Area, record["code"]))
            for record in records
            for village in record["villages"]
        ],
    )


def write_halls(entries: Sequence[Entry], context: Context) -> None:
    """Halls, each after the one it belongs to."""
    first = context.next_ordinal(ServicePoint)
    order = {entry.id: first + place for place, entry in enumerate(entries)}
    waiting = list(entries)
    while waiting:
        known = context.ids(ServicePoint)
        ready = [entry for entry in waiting if entry.record["parent"] in (None, *known)]
        if not ready:
            break
        context.add(ServicePoint, [_hall(entry, order[entry.id], context) for entry in ready])
        waiting = [entry for entry in waiting if entry not in ready]


def write_people(entries: Sequence[Entry], context: Context) -> None:
    """Demo people. Someone the register already knows by their number gets the code of the catalogue."""
    numbers = [entry.record["id_number"] for entry in entries]
    known = {
        person.id_number: person
        for person in Person.objects.filter(
            id_kind=Person.IdKind.RESIDENT_ID, id_number__in=numbers, code=None
        )
    }
    new = []
    for entry in entries:
        person = known.get(entry.record["id_number"], Person())
        _fill_person(person, entry)
        if person.pk:
            person.save()
            context.ids(Person)[entry.id] = person.pk
        else:
            new.append(person)
    context.add(Person, new)


def write_organisations(entries: Sequence[Entry], context: Context) -> None:
    """Demo organisations with whoever represents them by law."""
    known = {
        organisation.uscc: organisation
        for organisation in Organisation.objects.filter(
            uscc__in=[entry.record["uscc"] for entry in entries], code=None
        )
    }
    for entry in entries:
        organisation = known.get(entry.record["uscc"], Organisation(uscc=entry.record["uscc"]))
        organisation.code = entry.id
        organisation.name = entry.record["name"]
        organisation.legal_representative_id = context.ids(Person)[entry.record["legal_representative"]]
        organisation.save()
        context.ids(Organisation)[entry.id] = organisation.pk


def _area(record: Mapping[str, Any], kind: str, parent: int | None) -> Area:
    return Area(code=record["code"], name=record["name"], kind=kind, parent_id=parent)


def _is_city(code: str) -> bool:
    return code.endswith("000") and len(code) == 9


def _hall(entry: Entry, ordinal: int, context: Context) -> ServicePoint:
    record = entry.record
    return ServicePoint(
        code=entry.id,
        name=record["name"],
        level=record["level"],
        area_id=context.ids(Area)[record["area"]],
        parent_id=context.maybe_id_of(ServicePoint, record["parent"]),
        service_area=record["service_area"],
        opening_hours=record["opening_hours"],
        ordinal=ordinal,
    )


def _fill_person(person: Person, entry: Entry) -> None:
    record = entry.record
    person.code = entry.id
    person.name = record["name"]
    person.id_number = record["id_number"]
    person.birth_date = date.fromisoformat(record["birth_date"])
    person.gender = record["gender"]
    person.mobile = record["mobile"] or ""
    person.flags = record["flags"]
