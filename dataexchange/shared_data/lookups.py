"""Which items of the sharing list an errand calls for, about whom. All pure.

Whom an item is about follows from its subject in the catalogue:

* `signed_in`: the person behind the party, from the portal's own identity record;
* `person`, `org`: the party that states the element, else the applicant;
* a thing (`property`, `vehicle`, `project`): the things of the party that states one of the elements
  which the item fills in (the seller states the owner's name, so the register is asked about the
  seller's homes), else of the applicant. Where somebody has several, what was typed as the item's
  first field (the unit number, say) tells which; else nothing is filled in.

Nobody's record is fetched because somebody else named them. A party is asked about when it began
the case itself, has confirmed, was identified at a counter, or has given the one who began a
mandate. Before that, only what this party alone will see of itself is filled in.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cases.rules import PRIVATE
from matters.composing.parts import Errand

SIGNED_IN, PERSON, ORGANISATION = "signed_in", "person", "org"
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Lookup:
    """One query: the item, whose record, and which fields fill in which elements."""

    item: str
    role: str
    elements: Mapping[str, str]  # element -> field of the item
    matters: frozenset[str]  # the matters that ask for these elements

    def only(self, elements: Collection[str]) -> "Lookup":
        """The same query for fewer elements."""
        kept = {name: field for name, field in self.elements.items() if name in elements}
        return Lookup(self.item, self.role, kept, self.matters)

    def of(self, matters: Collection[str], errand: Errand) -> "Lookup":
        """The same query for these matters alone: what they ask for, and nothing else."""
        wanted = {name for name in self.elements if set(_asking(errand, [name])) & set(matters)}
        return replace(self.only(wanted), matters=self.matters & set(matters))


def lookups_of(errand: Errand, subjects: Mapping[str, str]) -> list[Lookup]:
    """Every query the errand calls for, whatever the situation. `subjects`: item -> its subject."""
    fillable = _fillable(errand)
    parties = errand.record["parties"]
    grouped: dict[tuple[str, str], dict[str, str]] = {}
    for element, (item, field) in fillable.items():
        if item in subjects:
            role = _role(element, item, subjects[item], fillable, parties)
            grouped.setdefault((item, role), {})[element] = field
    return [
        Lookup(item, role, elements, frozenset(_asking(errand, elements)))
        for (item, role), elements in grouped.items()
    ]


def _fillable(errand: Errand) -> dict[str, tuple[str, str]]:
    """element -> (item, field), for what is asked of the applicant and could be read instead.

    Left out is what other conclusions deliver to every matter that wants it, and what one of the
    asking matters would read from the very record it is about to create (O5).
    """
    delivered = {
        (edge["to"], pair["to_element"])
        for edge in errand.record.get("edges", [])
        if edge["gate"] != "notify_after"
        for pair in edge["payload"]
    }
    found = {}
    for element in _asked(errand):
        prefill = errand.sources.elements[element]["prefill"]
        asking = [matter for matter in _asking(errand, [element]) if (matter, element) not in delivered]
        if prefill and asking and not _created(errand, asking, prefill["data_item"]):
            found[element] = (prefill["data_item"], prefill["field"])
    return found


def _asked(errand: Errand) -> list[str]:
    """Every element of every form, in the catalogue's order, each once."""
    handbooks = errand.sources.handbooks.values()
    return list(dict.fromkeys(name for handbook in handbooks for name in form_elements(handbook)))


def form_elements(handbook: Record) -> list[str]:
    """The elements of a handbook's form."""
    return [field["element"] for group in handbook["form"] for field in group["fields"]]


def _asking(errand: Errand, elements: Iterable[str]) -> list[str]:
    wanted = set(elements)
    return [code for code, one in errand.sources.handbooks.items() if wanted & set(form_elements(one))]


def _created(errand: Errand, asking: Iterable[str], item: str) -> bool:
    results = (errand.sources.handbooks[code]["result"] for code in asking)
    return any(one["data_item"] == item and one["data_effect"] == "creates" for one in results)


def _role(
    element: str,
    item: str,
    subject: str,
    fillable: Mapping[str, tuple[str, str]],
    parties: Collection[Record],
) -> str:
    own = {element}
    if subject not in {SIGNED_IN, PERSON, ORGANISATION}:
        own = {name for name, (source, _field) in fillable.items() if source == item}
    first: str = next(iter(parties))["role"]
    return next((party["role"] for party in parties if own & set(party["states"])), first)


def own_secrets(lookup: Lookup, states: Collection[str], elements: Mapping[str, Record]) -> Lookup:
    """What of a query only the party itself will see: private elements that it alone states."""
    return lookup.only(
        {name for name in lookup.elements if name in states and elements[name]["sensitivity"] in PRIVATE}
    )
