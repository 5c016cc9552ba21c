"""Composing: from an errand and a situation to one list of papers, one form, one plan (rules O1 to O8).

`compose_records` is pure and takes the catalogue's records; `matters.composing.stored.compose` loads
them from the database and is what pages, acts and the API call.
"""

from matters.composing.composition import Composition, compose_errand
from matters.composing.explaining import labels_of, reasons_of
from matters.composing.inclusion import as_one_thing, begin_errand
from matters.composing.parts import CyclicEdges, Record, Sources

__all__ = ["Composition", "CyclicEdges", "Sources", "compose_records", "labels_of", "reasons_of"]


def compose_records(record: Record, sources: Sources, situation: Record, form: Record) -> Composition:
    """Compose a one-thing's record, or a matter's, for these answers and values.

    Surplus and missing answers are accepted and values are used as given (O1). Raises CyclicEdges for
    a record with a ring of blocking edges, which the linter refuses.
    """
    if "edges" not in record:
        record = as_one_thing(record, sources.materials.values())
    return compose_errand(begin_errand(record, sources, situation, form))
