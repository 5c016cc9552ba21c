"""Intermediaries, the negative list, ex officio services, joint checks, and the knowledge base."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Department
from matters.importing.context import Context
from matters.importing.writers.common import write_records
from matters.linting import Entry
from matters.models import (
    DoubleRandomList,
    ExOfficioService,
    IntermediaryFirm,
    IntermediaryService,
    KnowledgeEntry,
    Matter,
    NegativeEntry,
    OneThing,
)


def write_services(entries: Sequence[Entry], context: Context) -> None:
    """Reports that intermediaries write."""
    write_records(IntermediaryService, entries, context, _service)


def write_firms(entries: Sequence[Entry], context: Context) -> None:
    """Firms that write them."""
    write_records(IntermediaryFirm, entries, context, _firm)


def write_negative_list(entries: Sequence[Entry], context: Context) -> None:
    """Matters that may need more than one visit."""
    write_records(NegativeEntry, entries, context, _negative)


def write_ex_officio(entries: Sequence[Entry], context: Context) -> None:
    """Services around ex officio acts."""
    write_records(ExOfficioService, entries, context, _ex_officio)


def write_double_random(entries: Sequence[Entry], context: Context) -> None:
    """Lists for joint checks."""
    write_records(DoubleRandomList, entries, context, _double_random)


def write_knowledge(entries: Sequence[Entry], context: Context) -> None:
    """Questions and answers."""
    write_records(KnowledgeEntry, entries, context, _knowledge)


def _service(record: Any, _context: Context) -> dict[str, Any]:
    return {key: record[key] for key in ("name", "baseline_workdays", "promised_workdays")}


def _firm(record: Any, _context: Context) -> dict[str, Any]:
    return {"name": record["name"], "services": record["services"]}


def _negative(record: Any, context: Context) -> dict[str, Any]:
    return {
        "matter_id": context.id_of(Matter, record["matter"]),
        "max_visits": record["max_visits"],
        "next_review": date.fromisoformat(record["next_review"]),
    }


def _ex_officio(record: Any, context: Context) -> dict[str, Any]:
    return {"name": record["name"], "department_id": context.id_of(Department, record["department"])}


def _double_random(record: Any, _context: Context) -> dict[str, Any]:
    return {
        "name": record["name"],
        "departments": record["departments"],
        "ratio": Decimal(str(record["ratio"])),
        "officers_per_check": record["officers_per_check"],
        "deadline_workdays": record["deadline_workdays"],
    }


def _knowledge(record: Any, context: Context) -> dict[str, Any]:
    about, kind = record["about"], record["about_kind"]
    return {
        "question": record["question"],
        "answer": record["answer"],
        "matter_id": context.id_of(Matter, about) if kind == "matter" else None,
        "one_thing_id": context.id_of(OneThing, about) if kind == "one_thing" else None,
    }
