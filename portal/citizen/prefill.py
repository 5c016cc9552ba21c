"""What the signed-in identity already answers: the applicant's own name, number and telephone.

A number is sensitive: it is offered once its person agreed (decision 0016), the rest at once.

The record is the one whose subject is `signed_in` in the list of shared data; other records come
from the departments after the draft has begun (dataexchange).
"""

from collections.abc import Collection
from typing import Any

from accounts.models import Person
from cases.actions import Offer
from core.text import pick
from matters.composing import Composition
from matters.models import DataItem

SIGNED_IN, SENSITIVE = "signed_in", "sensitive_personal"


def identity_offers(composition: Composition, person: Person, agreed: Collection[str]) -> dict[str, Offer]:
    """element -> offer, for every asked element that the signed-in identity fills and may fill.

    `agreed`: the sensitive elements that the person agreed to; the others wait.
    """
    items = DataItem.objects.filter(subject=SIGNED_IN).select_related("provider")
    providers = {item.code: item.provider.code for item in items}
    known = {
        "name": pick(person.name, "zh"),
        "id_number": person.id_number,
        "mobile": person.mobile,
    }
    elements = composition.errand.sources.elements
    offers: dict[str, Offer] = {}
    for row in composition.fields:
        prefill: dict[str, Any] | None = elements[row.element]["prefill"]
        if not (row.prefilled and prefill and prefill["data_item"] in providers):
            continue
        if elements[row.element]["sensitivity"] == SENSITIVE and row.element not in agreed:
            continue
        if value := known.get(prefill["field"]):
            offers[row.element] = Offer(
                item=prefill["data_item"], provider=providers[prefill["data_item"]], value=value
            )
    return offers
