"""Composing from the database: the thin loader around the pure rules.

A published version never changes, so what was loaded once is kept in the process by its primary key:
the second composition of the same errand reads nothing. Drafts are never kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from core.clock import today
from matters.composing import Composition, compose_records
from matters.composing.parts import Pin, Record, Sources, Text
from matters.models import (
    CityRules,
    DataItem,
    Element,
    Handbook,
    Material,
    OneThingVersion,
)
from matters.selectors import handbooks_pinned

MOST_KEPT = 5000


@dataclass(frozen=True)
class _Loaded:
    """A handbook with the records it refers to."""

    record: Record
    pin: Pin
    rules_id: int
    materials: Mapping[str, Record]
    elements: Mapping[str, Record]
    names: Mapping[str, Text]


_handbooks: dict[int, _Loaded] = {}
_one_things: dict[int, tuple[Record, int, Mapping[str, Record]]] = {}
_rules: dict[int, Record] = {}


def compose(
    errand: OneThingVersion | Handbook,
    situation: Mapping[str, Any],
    form: Mapping[str, Any],
    on: date | None = None,
) -> Composition:
    """Compose an errand with the handbooks of that day (today), as pages and the API show it.

    A matter that the law has ended composes by its last handbook (O3: status is not looked at).
    """
    whole = isinstance(errand, OneThingVersion)
    return compose_pinned(
        one_thing_version_id=errand.pk if whole else None,
        handbook_id=None if whole else errand.pk,
        pins=handbooks_pinned(errand, on or today()),
        situation=situation,
        form=form,
    )


def compose_pinned(
    *,
    one_thing_version_id: int | None,
    handbook_id: int | None,
    pins: Mapping[str, int],
    situation: Mapping[str, Any],
    form: Mapping[str, Any],
) -> Composition:
    """Compose with exactly these versions; `pins` is matter code -> handbook id.

    One of the two ids names the errand, the other is None. A warm process makes no query.
    """
    loaded = _load_handbooks(pins.values())
    combined: Mapping[str, Record] = {}
    if one_thing_version_id is not None:
        record, rules_id, combined = _load_one_thing(one_thing_version_id)
    else:
        own = next(iter(loaded.values())) if handbook_id is None else loaded[handbook_id]
        record, rules_id = own.record, own.rules_id
    return compose_records(record, _sources(pins, loaded, rules_id, combined), situation, form)


def forget() -> None:
    """Drop what the process has kept: for tests, whose rollbacks use primary keys again."""
    for kept in (_handbooks, _one_things, _rules):
        kept.clear()


def _sources(
    pins: Mapping[str, int], loaded: Mapping[int, _Loaded], rules_id: int, combined: Mapping[str, Record]
) -> Sources:
    materials: dict[str, Record] = dict(combined)
    elements: dict[str, Record] = {}
    names: dict[str, Text] = {}
    for handbook in loaded.values():
        materials |= handbook.materials
        elements |= handbook.elements
        names |= handbook.names
    return Sources(
        handbooks={code: loaded[pk].record for code, pk in pins.items()},
        materials=materials,
        elements=elements,
        rules=_load_rules(rules_id),
        names=names,
        pins={code: loaded[pk].pin for code, pk in pins.items()},
    )


def _load_handbooks(keys: Iterable[int]) -> dict[int, _Loaded]:
    """The handbooks with these keys; all that are missing come in four queries."""
    wanted = dict.fromkeys(keys)
    rows = _missing(Handbook.objects.select_related("department"), wanted, _handbooks)
    found = dict(_load_rows(rows)) if rows else {}
    for row in rows:
        if row.published_at is not None:
            _keep(_handbooks, row.pk, found[row.pk])
    return {key: found[key] if key in found else _handbooks[key] for key in wanted}


def _load_rows(rows: list[Handbook]) -> Iterable[tuple[int, _Loaded]]:
    used = {row.pk: _codes(row.record) for row in rows}
    materials = _by_code(Material, {code for codes in used.values() for code in codes[0]})
    elements = _by_code(Element, {code for codes in used.values() for code in codes[1]})
    items = _by_code(DataItem, {code for codes in used.values() for code in codes[2]})
    for row in rows:
        codes = used[row.pk]
        names = {code: items[code]["name"] for code in codes[2]}
        yield (
            row.pk,
            _Loaded(
                row.record,
                Pin(row.pk, row.department_id),
                row.rules_id,
                {code: materials[code] for code in codes[0]},
                {code: elements[code] for code in codes[1]},
                {**names, row.department.code: row.department.name},
            ),
        )


def _codes(record: Record) -> tuple[set[str], set[str], set[str]]:
    """The materials, elements and data items that a handbook names."""
    materials = {line["material"] for line in record["materials"]}
    elements = {field["element"] for group in record["form"] for field in group["fields"]}
    elements |= {field["element"] for field in record["conclusion_fields"]}
    items = {line["data_item"] for line in record["materials"] if line["data_item"]}
    return materials, elements, items


def _by_code(model: type[Model], codes: set[str]) -> dict[str, Record]:
    rows = model._default_manager.filter(code__in=codes).values_list("code", "record")
    return dict(rows)


def _load_one_thing(key: int) -> tuple[Record, int, Mapping[str, Record]]:
    """The record, its rules, and its combined form, which no handbook of its own names."""
    if key in _one_things:
        return _one_things[key]
    row = OneThingVersion.objects.only("record", "rules_id", "published_at").get(pk=key)
    found = (row.record, row.rules_id, _by_code(Material, {row.record["combined_form"]} - {None}))
    if row.published_at is not None:
        _keep(_one_things, key, found)
    return found


def _load_rules(key: int) -> Record:
    if key not in _rules:
        _keep(_rules, key, CityRules.objects.get(pk=key).record)
    return _rules[key]


def _missing(rows: Any, wanted: Iterable[int], kept: Mapping[int, Any]) -> list[Any]:
    absent = [key for key in wanted if key not in kept]
    return list(rows.filter(pk__in=absent)) if absent else []


def _keep(kept: dict[int, Any], key: int, value: Any) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value
