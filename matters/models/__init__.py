"""The catalogue's tables. A record is kept whole beside the columns that queries and constraints need."""

from matters.models.dictionary import (
    CodeEntry,
    CodeTable,
    DataItem,
    Element,
    Law,
    Material,
)
from matters.models.handbooks import (
    Handbook,
    HandbookQuerySet,
    MaterialLine,
    Matter,
    MatterStatus,
    NominalUnit,
)
from matters.models.knowledge import HandbookQuestion, KnowledgeEntry, MissedQuery, SearchEntry
from matters.models.one_things import Edge, Gate, OneThing, OneThingVersion, ThingMatter
from matters.models.records import CatalogueImport, CatalogueRecord, ImportedRecord
from matters.models.registers import (
    DoubleRandomList,
    ExOfficioService,
    IntermediaryFirm,
    IntermediaryService,
    NegativeEntry,
)
from matters.models.rules import CityRules
from matters.models.versions import PublishedVersion, VersionQuerySet

__all__ = [
    "CatalogueImport",
    "CatalogueRecord",
    "CityRules",
    "CodeEntry",
    "CodeTable",
    "DataItem",
    "DoubleRandomList",
    "Edge",
    "Element",
    "ExOfficioService",
    "Gate",
    "Handbook",
    "HandbookQuerySet",
    "HandbookQuestion",
    "ImportedRecord",
    "IntermediaryFirm",
    "IntermediaryService",
    "KnowledgeEntry",
    "Law",
    "Material",
    "MaterialLine",
    "Matter",
    "MatterStatus",
    "MissedQuery",
    "NegativeEntry",
    "NominalUnit",
    "OneThing",
    "OneThingVersion",
    "PublishedVersion",
    "SearchEntry",
    "ThingMatter",
    "VersionQuerySet",
]
