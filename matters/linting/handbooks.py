"""Rules of law and of good service for one handbook."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from matters.composing.durations import nominal_minutes, promised_minutes, statutory_minutes
from matters.linting.catalogue import Catalogue, Entry, Record
from matters.linting.findings import Finding

IMMEDIATE = "1"


def check_handbooks(catalogue: Catalogue) -> Iterator[Finding]:
    """All findings of this file."""
    rules = catalogue.single("rules")
    exceptions = catalogue.records("negative_list")
    for entry in catalogue.of("matters"):
        yield from _materials(entry)
        yield from _visits(entry)
        if rules:
            yield from _limits(entry, rules)
            yield from _once_list(entry, rules, exceptions)
    for entry in catalogue.of("ex_officio"):
        if entry.record["in_once_list"]:
            yield entry.finding("ONCE_LIST_TYPE", _("An ex officio act is no errand."), "in_once_list")


def _materials(entry: Entry) -> Iterator[Finding]:
    """No paper without a law (A-036); what may follow later has a period; something is essential."""
    lines = entry.record["materials"]
    for place, line in enumerate(lines):
        if line["basis"] is None:
            reason = _("No law stands behind “%(material)s”.") % {"material": line["material"]}
            yield entry.finding("NO_LEGAL_BASIS", reason, "materials", place, "basis")
        if (line["necessity"] == "3") != (line["tolerance_workdays"] > 0):
            reason = _("A material that may follow later has a period, and no other has.")
            yield entry.finding("NECESSITY", reason, "materials", place, "tolerance_workdays")
        if line["necessity"] == "2" and line["needed_if"] is None:
            reason = _("A material for some situations says for which.")
            yield entry.finding("NECESSITY", reason, "materials", place, "needed_if")
    if all(line["necessity"] != "1" for line in lines):
        yield entry.finding("NO_MAIN_MATERIAL", _("No material is essential."), "materials")


def _limits(entry: Entry, rules: Record) -> Iterator[Finding]:
    record = entry.record
    promised = promised_minutes(record, rules)
    if record["statutory_limit"] and promised > statutory_minutes(record, rules):
        reason = _("The promise is longer than the law allows.")
        yield entry.finding("PROMISE_EXCEEDS_STATUTE", reason, "promised_limit")
    if record["handling_type"] == IMMEDIATE and promised > nominal_minutes(1, "workday", rules):
        reason = _("What is handled at once takes one working day at most.")
        yield entry.finding("HANDLING_LIMIT", reason, "promised_limit")
    if record["handling_type"] == IMMEDIATE and record["review_type"] != "instant":
        reason = _("What is handled at once is reviewed and decided at once.")
        yield entry.finding("HANDLING_LIMIT", reason, "review_type")


def _visits(entry: Entry) -> Iterator[Finding]:
    record = entry.record
    visits = record["onsite_visits_max"]
    if record["online_depth"] == "IV" and visits:
        reason = _("What is handled online from end to end needs no visit.")
        yield entry.finding("DEPTH_VISITS", reason, "onsite_visits_max")
    if bool(visits) != (record["onsite_reason"] is not None):
        reason = _("A visit needs a reason, and no visit has none.")
        yield entry.finding("VISITS_REASON", reason, "onsite_reason")


def _once_list(entry: Entry, rules: Record, exceptions: Mapping[str, Any]) -> Iterator[Finding]:
    """Only on-application matters that take one visit at most are on the once list (A-042)."""
    record = entry.record
    if not record["in_once_list"]:
        return
    unfit = (
        record["type"] not in rules["once_list_types"]
        or record["initiation"] == "ex_officio"
        or entry.id in exceptions
    )
    if unfit:
        reason = _("This kind of matter does not belong on the once list.")
        yield entry.finding("ONCE_LIST_TYPE", reason, "in_once_list")
    if record["onsite_visits_max"] > 1:
        reason = _("A matter on the once list takes one visit at most.")
        yield entry.finding("ONCE_LIST_VISITS", reason, "onsite_visits_max")
