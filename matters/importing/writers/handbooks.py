"""Matters and handbook versions, written as drafts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from accounts.models import Department
from matters.canonical import fingerprint
from matters.importing.context import Context
from matters.linting import Entry
from matters.models import DataItem, Handbook, Law, Material, MaterialLine, Matter


def write_handbooks(entries: Sequence[Entry], context: Context) -> None:
    """New versions with their material lines."""
    context.add_owners(Matter, [entry.id for entry in entries])
    drafts = Handbook.objects.bulk_create(_handbook(entry.record, context) for entry in entries)
    MaterialLine.objects.bulk_create(line for draft in drafts for line in _lines(draft, context))


def version_columns(record: Any, context: Context) -> dict[str, Any]:
    """The columns that handbooks and one-thing versions share."""
    ends = record["effective_to"]
    return {
        "version": record["version"],
        "effective_from": date.fromisoformat(record["effective_from"]),
        "effective_to": date.fromisoformat(ends) if ends else None,
        "record": record,
        "fingerprint": fingerprint(record),
        "name": record["name"],
        "rules": context.rules,
    }


def _handbook(record: Any, context: Context) -> Handbook:
    statutory = record["statutory_limit"] or {}
    copied = (
        "status",
        "type",
        "initiation",
        "handling_type",
        "in_once_list",
        "service_objects",
        "windows",
        "halls",
    )
    return Handbook(
        **version_columns(record, context),
        **{column: record[column] for column in copied},
        matter_id=context.id_of(Matter, record["id"]),
        department_id=context.id_of(Department, record["department"]),
        promised_value=record["promised_limit"]["value"],
        promised_unit=record["promised_limit"]["unit"],
        statutory_value=statutory.get("value"),
        statutory_unit=statutory.get("unit", ""),
        visits_max=record["onsite_visits_max"],
        fee_charged=record["fee"]["charged"],
    )


def _lines(draft: Handbook, context: Context) -> Iterator[MaterialLine]:
    for place, line in enumerate(draft.record["materials"]):
        yield MaterialLine(
            handbook=draft,
            ordinal=place,
            material_id=context.id_of(Material, line["material"]),
            necessity=line["necessity"],
            tolerance_workdays=line["tolerance_workdays"],
            source=line["source"],
            data_item_id=context.maybe_id_of(DataItem, line["data_item"]),
            law_id=context.id_of(Law, line["basis"]["law"]),
            article=line["basis"]["article"] or "",
            conditional=line["needed_if"] is not None,
        )
