"""The sentences in which acts on the catalogue are told, and what of it the ledger covers."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from ledger import registry
from matters.models import CatalogueImport, Handbook, Matter, OneThing, OneThingVersion

IMPORT_CATALOGUE = registry.action(
    "matters.import_catalogue", _("The catalogue %(catalogue)s was imported"), visible="staff"
)
DRAFT_HANDBOOK = registry.action(
    "matters.draft_handbook", _("Version %(version)s of %(name)s was drafted"), visible="staff"
)
PUBLISH_HANDBOOK = registry.action(
    "matters.publish_handbook", _("Version %(version)s of %(name)s was put in force"), visible="staff"
)

registry.protect(Handbook, chain="matter__chain")
registry.protect(OneThingVersion, chain="one_thing__chain")
registry.protect(CatalogueImport)


def _matters(chains: Collection[int]) -> Mapping[int, str]:
    return dict(Matter.objects.filter(chain_id__in=chains).values_list("chain_id", "code"))


def _matter_chain(code: str) -> int | None:
    return Matter.objects.filter(code=code).values_list("chain_id", flat=True).first()


def _one_things(chains: Collection[int]) -> Mapping[int, str]:
    return dict(OneThing.objects.filter(chain_id__in=chains).values_list("chain_id", "code"))


def _one_thing_chain(code: str) -> int | None:
    return OneThing.objects.filter(code=code).values_list("chain_id", flat=True).first()


registry.label("matter", describe=_matters, find=_matter_chain)
registry.label("one_thing", describe=_one_things, find=_one_thing_chain)
