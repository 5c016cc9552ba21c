"""The search index: names, their sound, the words of the texts, and what a list is narrowed down by.

Only who writes the catalogue needs it: pypinyin's dictionary takes 50 MiB of a process.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from pypinyin import Style, lazy_pinyin

from matters.models import Handbook, HandbookQuestion, KnowledgeEntry, OneThingVersion, SearchEntry
from matters.searching import plain, words_of
from matters.selectors import AUDIENCES
from matters.sounds import sounds_of
from matters.words import words

ENTRANCES = ("person", "business")
ONLINE = {"III", "IV"}  # one may apply online; III asks for one visit later
Record = Mapping[str, Any]
Columns = dict[str, Any]


def spelled(text: str) -> tuple[str, str]:
    """(pinyin, initials) of a name; what is not Chinese stays as it is."""
    syllables = lazy_pinyin(plain(text), style=Style.NORMAL)
    initials = "".join(part[0] if part.isalpha() and part.isascii() else part for part in syllables)
    return "".join(syllables), initials


def search_columns(name: Mapping[str, str], body: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The columns of a SearchEntry for a record with this name and these texts."""
    pinyin, initials = spelled(name["zh"])
    said = [word for word, names in words().everyday.items() if any(known in name["zh"] for known in names)]
    spellings = [sound for word in said for sound in spelled(word)]
    texts = [text[language] for text in body for language in ("zh", "en")]
    return {
        "title": plain(name["zh"]),
        "title_en": name["en"].lower(),
        "pinyin": pinyin,
        "initials": initials,
        "words": _joined([name["zh"], name["en"], *said], [*said, *spellings]),
        "body": _joined(texts),
        "sounds": _heard([name["zh"], *said]),
    }


def _joined(texts: Iterable[str], extra: Iterable[str] = ()) -> str:
    found = [word for text in texts for word in words_of(text)]
    return " ".join(dict.fromkeys([*found, *extra]))


def _heard(names: Iterable[str]) -> str:
    """Each name's syllables between spaces, so that whole syllables can be looked for."""
    return "|".join(f" {' '.join(sounds_of(name))} " for name in dict.fromkeys(names))


@transaction.atomic
def reindex() -> int:
    """Writes the whole index anew: after the file of everyday words changed. Gives the number of entries."""
    SearchEntry.objects.all().delete()
    HandbookQuestion.objects.all().delete()
    index_new_records()
    return SearchEntry.objects.count()


@transaction.atomic
def index_new_records() -> None:
    """Entries for records that have none; those of one-things anew, since they follow their handbooks."""
    SearchEntry.objects.filter(one_thing_version__isnull=False).delete()
    books = list(Handbook.objects.filter(search_entry=None).select_related("matter"))
    _write(entry for book in books for entry in _entries_of(book))
    newest = _newest_records()
    versions = OneThingVersion.objects.select_related("one_thing")
    _write(_one_thing_entry(version, newest) for version in versions)
    _write(_knowledge_entry(row) for row in KnowledgeEntry.objects.filter(search_entry=None))


def _write(entries: Iterable[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(entries, batch_size=500)


def _newest_records() -> dict[str, Record]:
    """matter code -> the record of its latest version."""
    rows = Handbook.objects.order_by("matter_id", "-version").distinct("matter_id")
    return dict(rows.values_list("matter__code", "record"))


def _entries_of(book: Handbook) -> Iterable[SearchEntry]:
    record = book.record
    place = {**_narrowing([record]), "code": book.matter.code}
    body = [record["result"]["name"], *record["accept_conditions"]]
    body += [text for faq in record["faq"] for text in faq.values()]
    columns = search_columns(record["name"], body)
    yield SearchEntry(handbook=book, kind=SearchEntry.Kind.MATTER, **columns, **place)
    questions = HandbookQuestion.objects.bulk_create(
        HandbookQuestion(handbook=book, ordinal=ordinal, question=faq["question"], answer=faq["answer"])
        for ordinal, faq in enumerate(record["faq"])
    )
    for row in questions:
        columns = search_columns(row.question, [row.answer])
        yield SearchEntry(question=row, kind=SearchEntry.Kind.ANSWER, **columns, **place)


def _one_thing_entry(version: OneThingVersion, newest: Mapping[str, Record]) -> SearchEntry:
    record = version.record
    books = [newest[line["matter"]] for line in record["matters"] if line["matter"] in newest]
    body = [question["text"] for question in record["situations"]] + [book["name"] for book in books]
    narrowing = {**_narrowing(books), "audiences": [record["theme"]]}
    return SearchEntry(
        one_thing_version=version,
        kind=SearchEntry.Kind.ONE_THING,
        code=version.one_thing.code,
        **search_columns(record["name"], body),
        **narrowing,
    )


def _knowledge_entry(row: KnowledgeEntry) -> SearchEntry:
    columns = search_columns(row.question, [row.answer])
    kind, audiences = SearchEntry.Kind.ANSWER, list(ENTRANCES)
    return SearchEntry(knowledge=row, kind=kind, code=row.code, audiences=audiences, **columns)


def _narrowing(books: Sequence[Record]) -> Columns:
    """What a list is narrowed down by; of several matters, what holds for all of them."""
    objects = {code for book in books for code in book["service_objects"]}
    return {
        "audiences": [name for name in ENTRANCES if objects.intersection(AUDIENCES[name])],
        "departments": sorted({book["department"] for book in books}),
        "places": [name for name in ("town", "village") if all(book[f"accept_at_{name}"] for book in books)],
        "online": all(book["online_depth"] in ONLINE for book in books),
        "visits": max((book["onsite_visits_max"] for book in books), default=None),
    }
