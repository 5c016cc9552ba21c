"""What the ledger covers of a case, and how its chains are called."""

from collections.abc import Collection, Mapping

from django.db.models import Model

from cases.models import (
    Answer,
    Apology,
    Bill,
    BillLine,
    Case,
    CaseMaterial,
    Correction,
    Draft,
    Invitation,
    Message,
    Party,
    Pause,
    Rating,
    Referral,
    Result,
    Undertaking,
    Urge,
    Visit,
)
from cases.models.delivery import ExitChoice, Shipment
from cases.models.payments import Payment, Refund
from ledger.registry import label, protect


def describe(chains: Collection[int]) -> Mapping[int, str]:
    """Chain id -> case number, or the public id of a case without one."""
    rows = Case.objects.filter(chain_id__in=chains).values_list("chain_id", "number", "public_id")
    return {chain: number or str(public_id) for chain, number, public_id in rows}


def find(name: str) -> int | None:
    """The chain of the case with that number or public id."""
    return Case.objects.by_reference(name).values_list("chain_id", flat=True).first()


OF_A_CASE: tuple[type[Model], ...] = (
    Answer,
    Apology,
    Bill,
    CaseMaterial,
    Correction,
    Draft,
    ExitChoice,
    Invitation,
    Message,
    Party,
    Pause,
    Rating,
    Result,
    Shipment,
    Undertaking,
    Urge,
    Visit,
)
OF_A_BILL: tuple[type[Model], ...] = (BillLine, Payment)


def register() -> None:
    """Called once per process when the app is ready."""
    protect(Case)
    for model in OF_A_CASE:
        protect(model, chain="case__chain")
    for model in OF_A_BILL:
        protect(model, chain="bill__case__chain")
    protect(Refund, chain="payment__bill__case__chain")
    protect(Referral, chain="rating__case__chain")
    label("case", describe=describe, find=find)
