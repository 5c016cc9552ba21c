"""Keys of one record, or of a few, that must agree with each other.

PHONES, CALENDAR, FEE, ROLE, ELEMENT, RESULT_DATA, PARALLEL_START, and SCHEMA for days that do not exist.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from matters.linting.catalogue import Catalogue, Entry
from matters.linting.findings import Finding

# With area code, or one of the national short and service numbers.
PHONE = re.compile(r"^(0\d{2,3}-\d{7,8}(-\d{1,6})?|1\d{4}|(95|96)\d{3,4}|[48]00-?\d{3}-?\d{4})$")
TEXT_TYPES = {"text", "long_text", "person_name", "id_number", "uscc", "mobile", "address", "email"}
NUMBER_TYPES = {"integer", "decimal", "money_cny", "area_m2"}
DAYS = {"people": ("birth_date",), "negative_list": ("next_review",)}


def check_agreement(catalogue: Catalogue) -> Iterator[Finding]:
    """All findings of this file."""
    checks: dict[str, Callable[[Entry], Iterator[Finding]]] = {
        "departments": _phones,
        "elements": _element,
        "matters": _matter,
        "one_things": _one_thing,
        "knowledge": _about,
    }
    for kind, check in checks.items():
        for entry in catalogue.of(kind):
            yield from check(entry)
    for kind, keys in DAYS.items():
        for entry in catalogue.of(kind):
            yield from (_no_such_day(entry, key) for key in keys if _day(entry.record[key]) is None)
    for entry in catalogue.handbooks():
        yield from _interval(entry)


def _phones(entry: Entry) -> Iterator[Finding]:
    """Both are given with area code, and they differ (they are shown in every handbook)."""
    for key in ("consult_phone", "complaint_phone"):
        if not PHONE.match(entry.record[key]):
            yield entry.finding("PHONES", _("A telephone number is given with its area code."), key)
    if entry.record["consult_phone"] == entry.record["complaint_phone"]:
        reason = _("Complaints need another number than questions.")
        yield entry.finding("PHONES", reason, "complaint_phone")


def _element(entry: Entry) -> Iterator[Finding]:
    record, limits = entry.record, entry.record["constraints"]
    if bool(record["options"]) != (record["type"] == "choice"):
        yield entry.finding("ELEMENT", _("Options go with the type choice, and only with it."), "options")
    if None not in (limits["min"], limits["max"]) and limits["min"] > limits["max"]:
        yield entry.finding("ELEMENT", _("The smallest value is above the largest."), "constraints", "min")
    unfit = [key for key in ("min", "max") if limits[key] is not None] if record["type"] in TEXT_TYPES else []
    if record["type"] in NUMBER_TYPES and limits["pattern"] is not None:
        unfit.append("pattern")
    for key in unfit:
        yield entry.finding("ELEMENT", _("This limit does not fit the type."), "constraints", key)


def _matter(entry: Entry) -> Iterator[Finding]:
    fee, result = entry.record["fee"], entry.record["result"]
    if fee["charged"] != bool(fee["items"]):
        yield entry.finding("FEE", _("A charge needs its items, and no charge has none."), "fee", "items")
    if fee["online_payment"] and not fee["charged"]:
        reason = _("Nothing is charged, so nothing is paid online.")
        yield entry.finding("FEE", reason, "fee", "online_payment")
    if (result["data_item"] is None) != (result["data_effect"] is None):
        reason = _("The shared record and what happens to it are named together.")
        yield entry.finding("RESULT_DATA", reason, "result", "data_effect")
    elements = {field["element"] for group in entry.record["form"] for field in group["fields"]}
    for place, party in enumerate(entry.record["parties"]):
        for at, element in enumerate(party["states"]):
            if element not in elements:
                reason = _("A party can only state what the form asks.")
                yield entry.finding("ROLE", reason, "parties", place, "states", at)


def _one_thing(entry: Entry) -> Iterator[Finding]:
    record = entry.record
    for place, line in enumerate(record["matters"]):
        if (line["role"] == "required") != (line["included_if"] is None):
            reason = _("A required matter has no condition, every other has one.")
            yield entry.finding("ROLE", reason, "matters", place, "role")
    members = {line["matter"] for line in record["matters"]}
    held = {edge["to"] for edge in record["edges"] if edge["gate"] == "before_start"}
    for place, code in enumerate(record["parallel_start"]):
        if code not in members:
            reason = _("“%(code)s” is not a matter of this one-thing.") % {"code": code}
            yield entry.finding("PARALLEL_START", reason, "parallel_start", place)
        elif code in held:
            reason = _("“%(code)s” can't start at once: it waits for another.") % {"code": code}
            yield entry.finding("PARALLEL_START", reason, "parallel_start", place)


def _about(entry: Entry) -> Iterator[Finding]:
    if (entry.record["about"] is None) != (entry.record["about_kind"] is None):
        yield entry.finding("SCHEMA", _("What it is about and its kind are named together."), "about_kind")


def _interval(entry: Entry) -> Iterator[Finding]:
    begins, ends = _day(entry.record["effective_from"]), _day(entry.record["effective_to"])
    if begins is None:
        yield _no_such_day(entry, "effective_from")
    if ends is None and entry.record["effective_to"] is not None:
        yield _no_such_day(entry, "effective_to")
    if begins and ends and ends < begins:
        yield entry.finding("SCHEMA", _("It ends before it begins."), "effective_to")


def _no_such_day(entry: Entry, key: str) -> Finding:
    return entry.finding("SCHEMA", _("There is no such day."), key)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
