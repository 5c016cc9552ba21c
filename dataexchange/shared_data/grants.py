"""Which matter may read which item of the sharing list (A-105).

A published handbook that takes a material or an element from shared data carries its legal basis
with it: that is the grant. Revoking one is a row's `revoked_at`, which no later version undoes.
"""

from collections.abc import Mapping

from core import clock
from dataexchange.models import Grant
from dataexchange.shared_data.lookups import Record, form_elements
from matters.composing.parts import Errand
from matters.models import DataItem, Matter

Pair = tuple[str, str]


def granted(errand: Errand) -> set[Pair]:
    """(matter, item) for every grant in force of the errand's matters; new handbooks bring theirs."""
    handbooks = errand.sources.handbooks
    called_for = {
        (code, item)
        for code, handbook in handbooks.items()
        for item in items_of(handbook, errand.sources.elements)
    }
    rows = Grant.objects.filter(matter__code__in=handbooks).values_list(
        "matter__code", "data_item__code", "revoked_at"
    )
    known = {(matter, item): revoked for matter, item, revoked in rows}
    missing = called_for - set(known)
    _give(missing, handbooks)
    return missing | {pair for pair in called_for & set(known) if known[pair] is None}


def items_of(handbook: Record, elements: Mapping[str, Record]) -> set[str]:
    """The items that a handbook's materials and elements are taken from."""
    prefills = (elements[name]["prefill"] for name in form_elements(handbook))
    return {line["data_item"] for line in handbook["materials"] if line["data_item"]} | {
        prefill["data_item"] for prefill in prefills if prefill
    }


def _give(missing: set[Pair], handbooks: Mapping[str, Record]) -> None:
    if not missing:
        return
    matters = dict(Matter.objects.filter(code__in={pair[0] for pair in missing}).values_list("code", "pk"))
    items = dict(DataItem.objects.filter(code__in={pair[1] for pair in missing}).values_list("code", "pk"))
    Grant.objects.bulk_create(
        (
            Grant(
                matter_id=matters[matter],
                data_item_id=items[item],
                handbook_version=handbooks[matter]["version"],
                granted_at=clock.now(),
            )
            for matter, item in sorted(missing)
        ),
        ignore_conflicts=True,
    )
