"""What the ledger covers of a person's own data, and how their chain is called."""

from collections.abc import Collection, Mapping

from accounts.privacy import Consent, DataExport, Profile
from ledger.registry import label, protect

NAME = "person "
EXPORT_FIELDS = (  # the share that is done moves while a copy is made
    "id",
    "public_id",
    "profile",
    "asked_at",
    "sha256",
    "size",
    "ready_at",
    "expires_at",
    "fetched_at",
)


def describe(chains: Collection[int]) -> Mapping[int, str]:
    """Chain id -> the person's number here, never a name."""
    rows = Profile.objects.filter(chain_id__in=chains).values_list("chain_id", "person_id")
    return {chain: f"{NAME}{person}" for chain, person in rows}


def find(name: str) -> int | None:
    """The chain of the person with that number."""
    number = name.removeprefix(NAME)
    if not (name.startswith(NAME) and number.isdecimal()):
        return None
    return Profile.objects.filter(person_id=int(number)).values_list("chain_id", flat=True).first()


def register() -> None:
    """Called once per process when the app is ready."""
    protect(Profile)
    protect(Consent, chain="profile__chain")
    protect(DataExport, chain="profile__chain", fields=EXPORT_FIELDS)
    label("person", describe=describe, find=find)
