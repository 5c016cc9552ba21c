"""What the ledger covers of accounts, and how each chain is called: never by a name or an official number."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Model

from accounts.channels import AccessChannel
from accounts.identity import LinkedDocument
from accounts.models import Mandate
from accounts.privacy import Consent, DataExport, Profile
from ledger.registry import label, protect

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


def call_by(kind: str, model: type[Model], key: str) -> None:
    """Chains of that kind are called "kind key": mandate 7, channel bank."""
    prefix, field, rows = f"{kind} ", model._meta.get_field(key), model._default_manager

    def describe(chains: Collection[int]) -> Mapping[int, str]:
        found = rows.filter(chain_id__in=chains).values_list("chain_id", key)
        return {chain: f"{prefix}{value}" for chain, value in found}

    def find(name: str) -> int | None:
        if not name.startswith(prefix):
            return None
        try:
            value = field.to_python(name.removeprefix(prefix))  # type: ignore[union-attr]
        except ValidationError:
            return None
        return rows.filter(**{key: value}).values_list("chain_id", flat=True).first()

    label(kind, describe=describe, find=find)


def register() -> None:
    """Called once per process when the app is ready."""
    protect(Mandate)
    call_by("mandate", Mandate, "id")
    protect(LinkedDocument)
    call_by("linked document", LinkedDocument, "id")
    protect(AccessChannel)
    call_by("channel", AccessChannel, "code")
    protect(Profile)
    protect(Consent, chain="profile__chain")
    protect(DataExport, chain="profile__chain", fields=EXPORT_FIELDS)
    call_by("person", Profile, "person_id")
