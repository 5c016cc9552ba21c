"""Every table is covered by the ledger's digests, or it is said here why not; every event has its words."""

import re

import polib
import pytest
from django.utils import translation

from ledger import registry
from ledger.registry import Action
from scripts import translations
from tests.consistency.floors import models

CHINESE, LETTERS = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]")
PLACE = re.compile(r"%\((\w+)\)s")

# Why a table is not covered: what is wrong with it would show elsewhere, or it is no evidence.
ITSELF = "the ledger's own rows: chained, numbered and signed, or only on their way"
WORKINGS = "the product's own workings: nothing about any citizen's right"
CATALOGUE = "read out of handbooks and one-things, whose published records are covered whole"
ACCOUNTS = "who may act: kept by the authorities that run the accounts; what they did is in the events"
MESSAGES = "says again what an event says, and is sent"
NOT_COVERED = {
    "ledger.Chain": ITSELF,
    "ledger.Salt": ITSELF,
    "ledger.Event": ITSELF,
    "ledger.Delivery": ITSELF,
    "ledger.Inbox": ITSELF,
    "ledger.PendingEvent": ITSELF,
    "ledger.SequencedEvent": ITSELF,
    "ledger.Checkpoint": ITSELF,
    "ledger.AccessEntry": "append-only by trigger; written on its own, outside any act",
    "core.CalendarYear": WORKINGS,
    "core.CalendarDay": WORKINGS,
    "core.OpeningHours": WORKINGS,
    "core.CalendarVersion": WORKINGS,
    "core.Timer": WORKINGS,
    "core.IdempotencyKey": WORKINGS,
    "core.Heartbeat": WORKINGS,
    "core.Attempt": WORKINGS,
    "accounts.Department": ACCOUNTS,
    "accounts.Area": ACCOUNTS,
    "accounts.ServicePoint": ACCOUNTS,
    "accounts.Person": ACCOUNTS,
    "accounts.Organisation": ACCOUNTS,
    "accounts.User": ACCOUNTS,
    "accounts.User_groups": ACCOUNTS,
    "accounts.User_user_permissions": ACCOUNTS,
    "accounts.Post": ACCOUNTS,
    "accounts.CreditRecord": ACCOUNTS,
    "notices.Notice": MESSAGES,
    "notices.Dispatch": MESSAGES,
    "documents.SafetyCheck": "the scanner's word, which may come later; the file itself is covered",
    "documents.PartialUpload": "pieces on their way, forgotten after a day; the file they become is covered",
    "documents.CertificateType": "a running number of each kind; the certificate that bears it is covered",
    "matters.ImportedRecord": CATALOGUE,
    "matters.Law": CATALOGUE,
    "matters.DataItem": CATALOGUE,
    "matters.Material": CATALOGUE,
    "matters.Element": CATALOGUE,
    "matters.CodeTable": CATALOGUE,
    "matters.CodeEntry": CATALOGUE,
    "matters.CityRules": CATALOGUE,
    "matters.Matter": CATALOGUE,
    "matters.MaterialLine": CATALOGUE,
    "matters.OneThing": CATALOGUE,
    "matters.ThingMatter": CATALOGUE,
    "matters.Edge": CATALOGUE,
    "matters.KnowledgeEntry": CATALOGUE,
    "matters.HandbookQuestion": CATALOGUE,
    "matters.MissedQuery": WORKINGS,
    "matters.SearchEntry": CATALOGUE,
    "matters.NegativeEntry": CATALOGUE,
    "matters.ExOfficioService": CATALOGUE,
    "matters.IntermediaryService": CATALOGUE,
    "matters.IntermediaryFirm": CATALOGUE,
    "matters.DoubleRandomList": CATALOGUE,
    "dataexchange.PartnerHealth": WORKINGS,
    "dataexchange.PushedTask": "what another system was told; the task itself is covered",
    "dataexchange.ExchangeLog": "a log beside the events that called for it",
    "dataexchange.Grant": "follows from the published handbook, which is covered",
    "dataexchange.QueryLog": "a log beside the access entries",
    "windows.Window": WORKINGS,
    "cases.UsualTime": "counted from finished cases, which are covered; counted again every hour",
}


def test_every_table_is_covered_by_the_ledger_or_it_is_said_why_not() -> None:
    bare = {model._meta.label for model in models()} - {model._meta.label for model in registry.protected()}
    assert bare == set(NOT_COVERED)


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    """English text -> Chinese text, of the catalogue and its fragments."""
    return {entry.msgid: entry.msgstr for entry in polib.pofile(translations.merged())}


@pytest.mark.parametrize("action", registry.actions(), ids=lambda action: action.name)
def test_an_event_is_told_in_chinese_with_all_its_places(action: Action, chinese: dict[str, str]) -> None:
    with translation.override("en"):
        english = str(action.sentence)
    told = chinese.get(english, "")
    assert told
    assert CHINESE.search(told) or not LETTERS.search(PLACE.sub("", english))
    assert _places(told) == _places(english)


def _places(sentence: str) -> list[str]:
    return sorted(PLACE.findall(sentence))
