"""What an errand costs, read out of its handbooks' fees. Pure.

Amounts in the catalogue are yuan; here they are whole fen. Taxes and contributions go to the tax
bureau, which collects and refunds them itself: they are listed without an amount. No licence or
inspection costs anything unless a law says so (Administrative Licensing Law art. 58): what no handbook
lists is not asked for.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matters.composing import Composition

FEE = "fee"
NOT = "非"
_QUALIFIER = re.compile(r"[（(]([^（）()]+)[）)]\s*$")

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Charge:
    """One line of a bill to come. `amount_fen` is None for what is not paid here."""

    matter: str
    department_id: int
    name: Mapping[str, str]
    standard: Mapping[str, str]
    kind: str
    amount_fen: int | None
    reducible: bool


def is_charged(composition: Composition) -> bool:
    """Whether any matter of the errand costs anything, so that there is a bill to make."""
    return any(composition.errand.handbook(matter)["fee"]["charged"] for matter in composition.matters)


def charges_of(composition: Composition) -> list[Charge]:
    """Every charge of the errand in its situation, in the order of its matters."""
    chosen = chosen_words(composition)
    return [
        _charge(matter, composition.errand.sources.pins[matter].department_id, item)
        for matter in composition.matters
        for item in applying(composition.errand.handbook(matter)["fee"]["items"], chosen)
    ]


def applying(items: Iterable[Record], chosen: Collection[str]) -> Iterator[Record]:
    """The items that apply.

    Several fees of one matter are alternatives, told apart by the qualifier at the end of their names:
    登记费（住宅） applies to who chose 住宅, 登记费（非住宅） to who did not. Where nothing tells them
    apart, the lowest applies: doubt goes to the applicant's benefit.
    """
    listed = list(items)
    fees = [item for item in listed if item["kind"] == FEE and item["amount"] is not None]
    fitting = [item for item in fees if _fits(item, chosen)]
    fee = fees[0] if len(fees) == 1 else min(fitting or fees, key=lambda item: item["amount"], default=None)
    for item in listed:
        if item not in fees or item is fee:
            yield item


def _fits(item: Record, chosen: Collection[str]) -> bool:
    found = _QUALIFIER.search(item["name"]["zh"])
    if found is None:
        return False
    word = found.group(1).strip()
    if word in chosen:
        return True
    return word.startswith(NOT) and bool(chosen) and word.removeprefix(NOT) not in chosen


def chosen_words(composition: Composition) -> set[str]:
    """The Chinese texts of every option chosen, in the situation or in the form."""
    errand = composition.errand
    words = set()
    for question in composition.questions:
        words |= _texts(question["options"], errand.situation.get(question["id"]))
    for name, value in errand.form.items():
        element = errand.sources.elements.get(name)
        words |= _texts(element["options"], value) if element else set()
    return words


def _texts(options: Iterable[Record], answer: Any) -> set[str]:
    answers = answer if isinstance(answer, list) else [answer]
    return {option["zh"] for option in options if option["value"] in answers}


def _charge(matter: str, department_id: int, item: Record) -> Charge:
    payable = item["kind"] == FEE and item["amount"] is not None
    return Charge(
        matter=matter,
        department_id=department_id,
        name=item["name"],
        standard=item["standard"],
        kind=item["kind"],
        amount_fen=fen(item["amount"]) if payable else None,
        reducible=item["reducible"],
    )


def fen(yuan: float | int) -> int:
    """80 -> 8000, 12.5 -> 1250."""
    return int((Decimal(str(yuan)) * 100).to_integral_value())


def goes_back(matter: str, due_fen: int, granted: Collection[str]) -> bool:
    """Whether a paid fee is owed back when the case has ended.

    A fee is paid for a thing done: a registration, a booklet, a set of plates. Where the matter was
    not granted, or the case ended before, nothing was done for it and nothing may be kept
    (Administrative Licensing Law art. 58, 59). Each department's line stands for itself.
    """
    return due_fen > 0 and matter not in granted
