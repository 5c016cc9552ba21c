"""What the ledger covers of people's documents: each linked one with a chain of its own."""

from collections.abc import Collection, Mapping

from accounts.identity import LinkedDocument
from ledger.registry import label, protect

NAME = "linked document "


def describe(chains: Collection[int]) -> Mapping[int, str]:
    """Chain id -> the link's number, never the document's."""
    rows = LinkedDocument.objects.filter(chain_id__in=chains).values_list("chain_id", "pk")
    return {chain: f"{NAME}{pk}" for chain, pk in rows}


def find(name: str) -> int | None:
    """The chain of the link with that number."""
    number = name.removeprefix(NAME)
    if not number.isdecimal():
        return None
    return LinkedDocument.objects.filter(pk=int(number)).values_list("chain_id", flat=True).first()


def register() -> None:
    """Called once per process when the app is ready."""
    protect(LinkedDocument)
    label("linked document", describe=describe, find=find)
