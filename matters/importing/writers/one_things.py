"""One-things and their versions, written as drafts."""

from collections.abc import Iterator, Sequence

from accounts.models import Department
from matters.importing.context import Context
from matters.importing.writers.handbooks import version_columns
from matters.linting import Entry
from matters.models import DataItem, Edge, Matter, OneThing, OneThingVersion, ThingMatter


def write_one_things(entries: Sequence[Entry], context: Context) -> None:
    """New versions with their matters and their edges."""
    context.add_owners(OneThing, [entry.id for entry in entries])
    drafts = OneThingVersion.objects.bulk_create(_version(entry, context) for entry in entries)
    ThingMatter.objects.bulk_create(line for draft in drafts for line in _matters(draft, context))
    Edge.objects.bulk_create(edge for draft in drafts for edge in _edges(draft, context))


def _version(entry: Entry, context: Context) -> OneThingVersion:
    record = entry.record
    return OneThingVersion(
        **version_columns(record, context),
        one_thing_id=context.id_of(OneThing, entry.id),
        lead_department_id=context.id_of(Department, record["lead_department"]),
        theme=record["theme"],
        window=record["window"],
    )


def _matters(draft: OneThingVersion, context: Context) -> Iterator[ThingMatter]:
    for place, line in enumerate(draft.record["matters"]):
        yield ThingMatter(
            one_thing_version=draft,
            matter_id=context.id_of(Matter, line["matter"]),
            ordinal=place,
            role=line["role"],
        )


def _edges(draft: OneThingVersion, context: Context) -> Iterator[Edge]:
    for place, edge in enumerate(draft.record["edges"]):
        yield Edge(
            one_thing_version=draft,
            ordinal=place,
            source_id=context.id_of(Matter, edge["from"]),
            target_id=context.id_of(Matter, edge["to"]),
            gate=edge["gate"],
            payload=edge["payload"],
            label=edge["label"],
            data_item_id=context.maybe_id_of(DataItem, edge["data_item"]),
        )
