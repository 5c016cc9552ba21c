"""What the ledger covers of the registry: channels, each with a chain of its own."""

from collections.abc import Collection, Mapping

from accounts.channels import AccessChannel
from ledger.registry import label, protect

NAME = "channel "


def describe(chains: Collection[int]) -> Mapping[int, str]:
    """Chain id -> the channel's code."""
    rows = AccessChannel.objects.filter(chain_id__in=chains).values_list("chain_id", "code")
    return {chain: f"{NAME}{code}" for chain, code in rows}


def find(name: str) -> int | None:
    """The chain of the channel with that code."""
    if not name.startswith(NAME):
        return None
    code = name.removeprefix(NAME)
    return AccessChannel.objects.filter(code=code).values_list("chain_id", flat=True).first()


def register() -> None:
    """Called once per process when the app is ready."""
    protect(AccessChannel)
    label("channel", describe=describe, find=find)
