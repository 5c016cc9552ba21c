"""How well an entry of the search index fits what somebody typed.

Exact names come first, then names that begin with it or hold it, then pinyin and initials, then what
sounds the same or differs by one character, then words, then what merely looks alike.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from matters.searching import core_of, plain, words_of
from matters.sounds import sounds_of
from matters.words import words

LONGEST = 100
ALIKE = 0.4
TYPED_BADLY = range(3, 25)  # lengths at which one wrong character still tells what was meant
MOST_WORDS = 30


def scored(rows: QuerySet, q: str, prefix: str, *codes: str) -> Any:
    """Rows that fit, annotated with `score`; `prefix` leads to the SearchEntry, `codes` to the ids."""
    typed = q.strip()[:LONGEST]
    name, core, said = plain(typed), core_of(typed), words_of(typed)[:MOST_WORDS]
    if not name:
        return rows.annotate(score=Value(0.0)).none()
    whens = [
        *_by_code(typed, codes),
        *_by_name(name, typed.lower(), prefix),
        *_by_everyday_name(core or name, prefix),
        *_by_part_of_name(name, core, typed.lower(), prefix),
        *_by_sound(name, prefix),
        *_by_homophone(core, prefix),
        *_by_slip(core or name, prefix),
    ]
    every, some = _queries(said or [name])
    vector = F(f"{prefix}vector")
    whens.append(When(Q(**{f"{prefix}vector": every}), then=Value(43.0)))
    whens.append(When(Q(**{f"{prefix}vector": some}), then=Value(20.0)))
    whens += _by_homophone_of_a_word(said, prefix)
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
    meant = words().everyday.get(name, ())
    return [When(Q(**{f"{prefix}title__contains": plain(known)}), then=Value(72.0)) for known in meant]


def _by_part_of_name(name: str, core: str, english: str, prefix: str) -> list[When]:
    found = [
        When(Q(**{f"{prefix}title__contains": name}), then=Value(70.0)),
        When(Q(**{f"{prefix}title_en__contains": english}), then=Value(65.0)),
    ]
    if len(core) >= 2:
        found.append(When(Q(**{f"{prefix}title__contains": core}), then=Value(64.0)))
    return found


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


def _by_homophone(core: str, prefix: str) -> list[When]:
    """户照 for 护照: the same syllables in the same order, two at least."""
    heard = sounds_of(core)
    if len(heard) < 2 or len(heard) != len(core):
        return []
    return [When(Q(**{f"{prefix}sounds__contains": f" {' '.join(heard)} "}), then=Value(42.0))]


def _by_homophone_of_a_word(said: Iterable[str], prefix: str) -> list[When]:
    """One word of a question that sounds like one of a name."""
    heard = [sounds_of(word) for word in said if len(word) >= 2]
    anywhere = Q()
    for sounds in heard:
        if len(sounds) >= 2:
            anywhere |= Q(**{f"{prefix}sounds__contains": f" {' '.join(sounds)} "})
    return [When(anywhere, then=Value(18.0))] if anywhere else []


def _by_slip(name: str, prefix: str) -> list[When]:
    """One character wrong, missing, too many, or two in the wrong order."""
    if len(name) not in TYPED_BADLY:
        return []
    pattern = one_slip(name)
    fits = Q()
    for column in ("title", "words", "title_en", "pinyin"):
        fits |= Q(**{f"{prefix}{column}__regex": pattern})
    return [When(fits, then=Value(41.0))]


def one_slip(name: str) -> str:
    """A regular expression for everything that is one slip away from a name of three characters or more."""
    letters = [re.escape(letter) for letter in name]
    ways = []
    for at in range(len(letters)):
        before, after = letters[:at], letters[at + 1 :]
        ways.append([*before, "[^ ]", *after])
        if at:
            ways.append([*before, "[^ ]", letters[at], *after])
        if len(letters) > 3:
            ways.append([*before, *after])
        if after:
            ways.append([*before, after[0], letters[at], *after[1:]])
    return "|".join(dict.fromkeys("".join(way) for way in ways))


def _queries(said: list[str]) -> tuple[SearchQuery, SearchQuery]:
    """(all words, any word)."""
    every = some = SearchQuery(said[0], config="simple")
    for word in said[1:]:
        query = SearchQuery(word, config="simple")
        every, some = every & query, some | query
    return every, some
