"""How well an entry of the search index fits what somebody typed.

Exact names come first, then names that begin with it or hold it, then pinyin and initials, then
words, then what merely looks alike.
"""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from matters.searching import SYNONYMS, plain, words_of

LONGEST = 100
ALIKE = 0.4


def scored(rows: QuerySet, q: str, prefix: str, *codes: str) -> Any:
    """Rows that fit, annotated with `score`; `prefix` leads to the SearchEntry, `codes` to the ids."""
    typed = q.strip()[:LONGEST]
    name, words = plain(typed), words_of(typed)
    if not name:
        return rows.annotate(score=Value(0.0)).none()
    whens = [
        *_by_code(typed, codes),
        *_by_name(name, typed.lower(), prefix),
        *_by_everyday_name(name, prefix),
        *_by_part_of_name(name, typed.lower(), prefix),
        *_by_sound(name, prefix),
    ]
    every, some = _queries(words or [name])
    vector = F(f"{prefix}vector")
    whens.append(When(Q(**{f"{prefix}vector": every}), then=Value(40.0)))
    whens.append(When(Q(**{f"{prefix}vector": some}), then=Value(20.0)))
    alike = TrigramWordSimilarity(name, f"{prefix}title")
    step = Case(*whens, default=Value(0.0), output_field=FloatField())
    rank = SearchRank(vector, some) * Value(10.0) + alike
    return (
        rows.alias(step=step, alike=alike)
        .filter(Q(step__gt=0) | Q(alike__gte=ALIKE))
        .annotate(score=Greatest(F("step"), Value(0.0)) + rank)
    )


def _by_code(typed: str, codes: tuple[str, ...]) -> list[When]:
    return [When(Q(**{f"{code}__iexact": typed}), then=Value(100.0)) for code in codes]


def _by_name(name: str, english: str, prefix: str) -> list[When]:
    return [
        When(Q(**{f"{prefix}title": name}), then=Value(99.0)),
        When(Q(**{f"{prefix}title_en": english}), then=Value(98.0)),
        When(Q(**{f"{prefix}title__startswith": name}), then=Value(80.0)),
        When(Q(**{f"{prefix}title_en__startswith": english}), then=Value(79.0)),
    ]


def _by_everyday_name(name: str, prefix: str) -> list[When]:
    """What people call it, where the name in the catalogue is another."""
    meant = SYNONYMS.get(name, ())
    return [When(Q(**{f"{prefix}title__contains": plain(known)}), then=Value(72.0)) for known in meant]


def _by_part_of_name(name: str, english: str, prefix: str) -> list[When]:
    return [
        When(Q(**{f"{prefix}title__contains": name}), then=Value(70.0)),
        When(Q(**{f"{prefix}title_en__contains": english}), then=Value(65.0)),
    ]


def _by_sound(name: str, prefix: str) -> list[When]:
    """Only for what is typed in Latin letters; a single letter would sound like everything."""
    if not (name.isascii() and name.isalpha()):
        return []
    found = [
        When(Q(**{f"{prefix}pinyin": name}) | Q(**{f"{prefix}initials": name}), then=Value(90.0)),
        When(Q(**{f"{prefix}pinyin__startswith": name}), then=Value(60.0)),
    ]
    if len(name) >= 2:
        found.append(When(Q(**{f"{prefix}initials__startswith": name}), then=Value(55.0)))
        found.append(When(Q(**{f"{prefix}initials__contains": name}), then=Value(50.0)))
    if len(name) >= 3:
        found.append(When(Q(**{f"{prefix}pinyin__contains": name}), then=Value(45.0)))
    return found


def _queries(words: list[str]) -> tuple[SearchQuery, SearchQuery]:
    """(all words, any word)."""
    every = some = SearchQuery(words[0], config="simple")
    for word in words[1:]:
        query = SearchQuery(word, config="simple")
        every, some = every & query, some | query
    return every, some
