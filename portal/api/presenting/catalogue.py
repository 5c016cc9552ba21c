"""Handbooks and one-things as the catalogue writes them."""

from typing import Any

from matters.composing import Composition, labels_of, reasons_of
from matters.models import Handbook, OneThingVersion


def matter_row(handbook: Handbook) -> dict[str, Any]:
    """A matter in a list."""
    return {
        "code": handbook.matter.code,
        "name": handbook.name,
        "department": handbook.department.code,
        "handling_type": handbook.handling_type,
        "promised_limit": {"value": handbook.promised_value, "unit": handbook.promised_unit},
        "visits_max": handbook.visits_max,
        "fee": handbook.record["fee"],
        "version": handbook.version,
        "status": handbook.status,
    }


def one_thing_row(version: OneThingVersion) -> dict[str, Any]:
    """A one-thing in a list."""
    record = version.record
    return {
        "code": version.one_thing.code,
        "name": version.name,
        "theme": version.theme,
        "lead_department": version.lead_department.code,
        "window": version.window,
        "matters": [line["matter"] for line in record["matters"]],
        "target": record["target"],
        "version": version.version,
    }


def handbook(version: Handbook | OneThingVersion) -> dict[str, Any]:
    """The record whole, with the fingerprint that every printed copy carries."""
    return {**version.record, "fingerprint": version.fingerprint}


def composed(composition: Composition) -> dict[str, Any]:
    """The oracle's answer at the top, and why."""
    return {
        **composition.answer(),
        "parties": list(composition.parties),
        "labels": labels_of(composition),
        "reasons": reasons_of(composition),
    }
