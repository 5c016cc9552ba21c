"""DUPLICATE_ID and CODE: each record is named once, and numbers with a check digit are right."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from stdnum.cn import ric, uscc

from matters.linting.catalogue import Catalogue, Entry
from matters.linting.findings import Finding
from matters.linting.kinds import ALL_KINDS, KINDS

NUMBERS = {"departments": "uscc", "organisations": "uscc", "people": "id_number"}
LONGEST_ID = 40


def check_identity(catalogue: Catalogue) -> Iterator[Finding]:
    """All findings of this file."""
    yield from _duplicate_records(catalogue)
    yield from _numbers(catalogue)
    for entry in catalogue.of("codes"):
        yield from _twice(entry, "entries", "code")
    for entry in catalogue.of("shared_data"):
        yield from _twice(entry, "fields", "key")
    for entry in catalogue.of("elements"):
        yield from _twice(entry, "options", "value")
    for entry in catalogue.handbooks():
        yield from _duplicates_inside(entry)
    yield from _check_digits(catalogue)
    yield from _area_codes(catalogue)
    yield from _implementation_codes(catalogue)


def _duplicate_records(catalogue: Catalogue) -> Iterator[Finding]:
    for kind in ALL_KINDS:
        seen: set[str] = set()
        for entry in catalogue.of(kind.name) if kind.identity else ():
            if entry.id in seen:
                yield entry.finding("DUPLICATE_ID", _already(entry.id), kind.identity)
            seen.add(entry.id)


def _numbers(catalogue: Catalogue) -> Iterator[Finding]:
    """A number of a body or a person names just one; an id is short enough to be typed."""
    for kind, key in NUMBERS.items():
        seen: set[str] = set()
        for entry in catalogue.of(kind):
            if entry.record[key] in seen:
                yield entry.finding("DUPLICATE_ID", _already(entry.record[key]), key)
            seen.add(entry.record[key])
    for entry in catalogue.entries:
        if len(entry.id) > LONGEST_ID:
            yield entry.finding("SCHEMA", _("The id is too long."), KINDS[entry.kind].identity)


def _duplicates_inside(entry: Entry) -> Iterator[Finding]:
    yield from _twice(entry, "situations", "id")
    for place, question in enumerate(entry.record["situations"]):
        yield from _repeated(entry, question["options"], "value", ("situations", place, "options"))
    yield from _twice(entry, "parties", "role")
    if entry.kind == "matters":
        yield from _twice(entry, "form", "id")
    else:
        yield from _twice(entry, "matters", "matter")
        yield from _twice(entry, "variants", "id")
        yield from _twice(entry, "preset_answers", "question")


def _twice(entry: Entry, key: str, identity: str) -> Iterator[Finding]:
    yield from _repeated(entry, entry.record[key], identity, (key,))


def _repeated(
    entry: Entry, items: Iterable[Mapping[str, Any]], identity: str, steps: tuple[object, ...]
) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item[identity] in seen:
            yield entry.finding("DUPLICATE_ID", _already(item[identity]), *steps, place, identity)
        seen.add(item[identity])


def _already(code: str) -> str:
    return _("“%(code)s” is already used.") % {"code": code}


def _check_digits(catalogue: Catalogue) -> Iterator[Finding]:
    """Credit codes by GB 32100-2015, identity numbers by GB 11643-1999."""
    for entry in (*catalogue.of("departments"), *catalogue.of("organisations")):
        code = entry.record["uscc"]
        if uscc.calc_check_digit(code[:-1]) != code[-1]:
            yield entry.finding("CODE", _("The check digit of the credit code is wrong."), "uscc")
    for entry in catalogue.of("people"):
        number = entry.record["id_number"]
        if ric.calc_check_digit(number) != number[-1]:
            yield entry.finding("CODE", _("The check digit of the identity number is wrong."), "id_number")
        elif number[6:14] != entry.record["birth_date"].replace("-", ""):
            yield entry.finding("CODE", _("The identity number has another date of birth."), "id_number")


def _area_codes(catalogue: Catalogue) -> Iterator[Finding]:
    """A village's code begins with its township's (GB/T 2260)."""
    for entry in catalogue.of("areas"):
        for place, village in enumerate(entry.record["villages"]):
            if not village["code"].startswith(entry.record["code"]):
                reason = _("The code does not begin with the township's.")
                yield entry.finding("CODE", reason, "villages", place, "code")


def _implementation_codes(catalogue: Catalogue) -> Iterator[Finding]:
    """31 characters = credit code of the department 18 + level 1 + basic code 12."""
    departments = catalogue.records("departments")
    for entry in catalogue.of("matters"):
        record = entry.record
        department = departments.get(record["department"])
        if department is None:
            continue
        expected = department["uscc"] + record["exercise_level"] + record["basic_code"]
        if record["implementation_code"] != expected:
            reason = _("The implementation code should be %(code)s.") % {"code": expected}
            yield entry.finding("CODE", reason, "implementation_code")
