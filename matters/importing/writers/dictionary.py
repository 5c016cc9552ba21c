"""Code tables, laws, shared data, materials, data elements."""

from collections.abc import Sequence
from typing import Any

from accounts.models import Department
from matters.importing.context import Context
from matters.importing.writers.common import write_records
from matters.linting import Entry
from matters.models import CodeEntry, CodeTable, DataItem, Element, Law, Material


def write_codes(entries: Sequence[Entry], context: Context) -> None:
    """Code tables with their entries."""
    write_records(CodeTable, entries, context, _code_table)
    CodeEntry.objects.bulk_create(
        CodeEntry(
            table_id=context.ids(CodeTable)[entry.id],
            code=line["code"],
            label={"zh": line["zh"], "en": line["en"]},
            ordinal=place,
        )
        for entry in entries
        for place, line in enumerate(entry.record["entries"])
    )


def write_laws(entries: Sequence[Entry], context: Context) -> None:
    """Laws that handbooks cite."""
    write_records(Law, entries, context, _law)


def write_data_items(entries: Sequence[Entry], context: Context) -> None:
    """The list of shared data."""
    write_records(DataItem, entries, context, _data_item)


def write_materials(entries: Sequence[Entry], context: Context) -> None:
    """Papers that handbooks may ask for."""
    write_records(Material, entries, context, _material)


def write_elements(entries: Sequence[Entry], context: Context) -> None:
    """The data-element dictionary."""
    write_records(Element, entries, context, _element)


def _code_table(record: Any, _context: Context) -> dict[str, Any]:
    return {"name": record["name"], "source": record["source"] or "", "verified": record["verified"]}


def _law(record: Any, _context: Context) -> dict[str, Any]:
    return {
        "name": record["name"],
        "document_number": record["document_number"] or "",
        "version": record["version"],
        "verified": record["verified"],
    }


def _data_item(record: Any, context: Context) -> dict[str, Any]:
    return {
        "name": record["name"],
        "provider_id": context.id_of(Department, record["provider"]),
        "subject": record["subject"],
    }


def _material(record: Any, context: Context) -> dict[str, Any]:
    return {
        "name": record["name"],
        "kind": record["kind"],
        "issuer_id": context.maybe_id_of(Department, record["issuer"]),
        "e_certificate": record["e_certificate"],
        "data_item_id": context.maybe_id_of(DataItem, record["data_item"]),
    }


def _element(record: Any, context: Context) -> dict[str, Any]:
    prefill = record["prefill"] or {}
    return {
        "name": record["name"],
        "type": record["type"],
        "sensitivity": record["sensitivity"],
        "prefill_item_id": context.maybe_id_of(DataItem, prefill.get("data_item")),
        "prefill_field": prefill.get("field", ""),
    }
