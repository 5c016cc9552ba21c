"""What the ledger covers of accounts: mandates, each with a chain of its own."""

from collections.abc import Collection, Mapping

from accounts.models import Mandate
from ledger.registry import label, protect

NAME = "mandate "


def describe(chains: Collection[int]) -> Mapping[int, str]:
    """Chain id -> the mandate's number."""
    rows = Mandate.objects.filter(chain_id__in=chains).values_list("chain_id", "pk")
    return {chain: f"{NAME}{pk}" for chain, pk in rows}


def find(name: str) -> int | None:
    """The chain of the mandate with that number."""
    number = name.removeprefix(NAME)
    if not number.isdecimal():
        return None
    return Mandate.objects.filter(pk=int(number)).values_list("chain_id", flat=True).first()


def register() -> None:
    """Called once per process when the app is ready."""
    protect(Mandate)
    label("mandate", describe=describe, find=find)
