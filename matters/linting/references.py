"""UNKNOWN_REF: whatever a record points to exists."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from matters.linting.catalogue import Catalogue, Entry
from matters.linting.findings import Finding

Steps = tuple[object, ...]
Reference = tuple[str, str, Steps]

ROOTS: dict[str, dict[str, str]] = {
    "halls": {"parent": "halls", "area": "areas"},
    "windows": {"hall": "halls"},
    "shared_data": {"provider": "departments"},
    "materials": {"issuer": "departments", "data_item": "shared_data"},
    "matters": {"department": "departments"},
    "one_things": {
        "lead_department": "departments",
        "window": "windows",
        "combined_form": "materials",
    },
    "negative_list": {"matter": "matters", "reviewed_by": "departments"},
    "ex_officio": {"department": "departments"},
    "organisations": {"legal_representative": "people"},
}
LISTS: dict[str, dict[str, str]] = {
    "matters": {"windows": "windows", "halls": "halls", "intermediary_services": "services"},
    "double_random": {"departments": "departments"},
    "firms": {"services": "services"},
}


def check_references(catalogue: Catalogue) -> Iterator[Finding]:
    """All findings of this file."""
    villages = {village["code"] for entry in catalogue.of("areas") for village in entry.record["villages"]}
    for entry in catalogue.entries:
        for kind, code, steps in _references(entry):
            known = code in catalogue.records(kind) or (kind == "areas" and code in villages)
            if not known and kind not in catalogue.unsure:
                reason = _("There is no “%(code)s” in %(kind)s.") % {"code": code, "kind": kind}
                yield entry.finding("UNKNOWN_REF", reason, *steps)
    for entry in catalogue.of("elements"):
        yield from _prefill_field(catalogue, entry)
    for entry in catalogue.of("one_things"):
        yield from _members(entry)


def _references(entry: Entry) -> Iterator[Reference]:
    for key, kind in ROOTS.get(entry.kind, {}).items():
        if entry.record[key] is not None:
            yield kind, entry.record[key], (key,)
    for key, kind in LISTS.get(entry.kind, {}).items():
        yield from _each(entry.record[key], kind, (key,))
    yield from _special(entry)
    yield from _bases(entry.record, ())


def _special(entry: Entry) -> Iterator[Reference]:
    record = entry.record
    if entry.kind == "elements" and record["prefill"]:
        yield "shared_data", record["prefill"]["data_item"], ("prefill", "data_item")
    elif entry.kind == "knowledge" and record["about"] is not None:
        yield f"{record['about_kind'] or 'matter'}s", record["about"], ("about",)
    elif entry.kind == "matters":
        yield from _in_matter(entry)
    elif entry.kind == "one_things":
        yield from _in_one_thing(entry)


def _in_matter(entry: Entry) -> Iterator[Reference]:
    record = entry.record
    for place, line in enumerate(record["materials"]):
        yield "materials", line["material"], ("materials", place, "material")
        if line["data_item"] is not None:
            yield "shared_data", line["data_item"], ("materials", place, "data_item")
    for place, group in enumerate(record["form"]):
        for at, entry_field in enumerate(group["fields"]):
            yield "elements", entry_field["element"], ("form", place, "fields", at, "element")
    for place, conclusion in enumerate(record["conclusion_fields"]):
        yield "elements", conclusion["element"], ("conclusion_fields", place, "element")
    if record["result"]["data_item"] is not None:
        yield "shared_data", record["result"]["data_item"], ("result", "data_item")
    yield from _stated(record)


def _in_one_thing(entry: Entry) -> Iterator[Reference]:
    record = entry.record
    for place, line in enumerate(record["matters"]):
        yield "matters", line["matter"], ("matters", place, "matter")
    for place, edge in enumerate(record["edges"]):
        if edge["data_item"] is not None:
            yield "shared_data", edge["data_item"], ("edges", place, "data_item")
    for place, group in enumerate(record["joint_groups"]):
        yield "departments", group["lead"], ("joint_groups", place, "lead")
        yield from _each(group["participants"], "departments", ("joint_groups", place, "participants"))
    for place, dependency in enumerate(record["data_dependencies"]):
        yield from _each(dependency["items"], "shared_data", ("data_dependencies", place, "items"))
    yield from _each(record["archive_rule"]["departments"], "departments", ("archive_rule", "departments"))
    yield from _stated(record)


def _stated(record: Any) -> Iterator[Reference]:
    for place, party in enumerate(record["parties"]):
        yield from _each(party["states"], "elements", ("parties", place, "states"))


def _each(codes: list[str], kind: str, steps: Steps) -> Iterator[Reference]:
    for place, code in enumerate(codes):
        yield kind, code, (*steps, place)


def _bases(value: Any, steps: Steps) -> Iterator[Reference]:
    """Every legal basis, wherever a record has one."""
    if isinstance(value, dict):
        if value.keys() == {"law", "article", "verified"}:
            yield "laws", value["law"], (*steps, "law")
            return
        for key, item in value.items():
            yield from _bases(item, (*steps, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _bases(item, (*steps, place))


def _prefill_field(catalogue: Catalogue, entry: Entry) -> Iterator[Finding]:
    prefill = entry.record["prefill"]
    item = catalogue.records("shared_data").get(prefill["data_item"]) if prefill else None
    if item and prefill["field"] not in {field["key"] for field in item["fields"]}:
        reason = _("“%(item)s” has no field “%(field)s”.") % {
            "item": prefill["data_item"],
            "field": prefill["field"],
        }
        yield entry.finding("UNKNOWN_REF", reason, "prefill", "field")


def _members(entry: Entry) -> Iterator[Finding]:
    """Edges, stages and groups of a one-thing name matters of that one-thing."""
    members = {line["matter"] for line in entry.record["matters"]}
    for code, steps in _named_matters(entry.record):
        if code not in members:
            reason = _("“%(code)s” is not a matter of this one-thing.") % {"code": code}
            yield entry.finding("UNKNOWN_REF", reason, *steps)


def _named_matters(record: Any) -> Iterator[tuple[str, Steps]]:
    singles = {
        "edges": ("from", "to"),
        "mutual_recognition": ("a", "b"),
        "certificates_merged": ("matter",),
        "data_dependencies": ("matter",),
    }
    for key, names in singles.items():
        for place, item in enumerate(record[key]):
            yield from ((item[name], (key, place, name)) for name in names)
    for key, name in (("joint_groups", "members"), ("stages", "matters"), ("variants", "matters")):
        for place, item in enumerate(record[key]):
            yield from ((code, (key, place, name, at)) for at, code in enumerate(item[name]))
