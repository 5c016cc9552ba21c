"""How people find things here: everyday words, words that say nothing, turns of life.

They come from the file in settings.FINDING_FILE, which the catalogue's editors change; after that,
`manage.py index_catalogue` writes the search index anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class LifeEvent:
    """A turn of life, its drawing, its name in both languages, and the words of its matters' names."""

    key: str
    icon: str
    name: Mapping[str, str]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The file: everyday word -> words of names in the catalogue; ignored words; turns of life."""

    everyday: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]
    events: tuple[LifeEvent, ...]


@cache
def words() -> Words:
    """The file as read at the first use of this process. Raises ImproperlyConfigured with what is wrong."""
    return read_words(Path(settings.FINDING_FILE))


def read_words(file: Path) -> Words:
    """A file of that form. Raises ImproperlyConfigured when it is missing or malformed."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Words(
            everyday={word: tuple(names) for word, names in found["everyday"].items()},
            ignored=frozenset(found["ignored"].split()),
            events=tuple(
                LifeEvent(row["key"], row["icon"], row["name"], tuple(row["words"]))
                for row in found["events"]
            ),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(f"{file} does not say how people find things: {error!r}") from error
