"""The search index of a record: its names, their sound, and the words of its texts.

Only who writes the catalogue needs it: pypinyin's dictionary takes 28 MiB of a process.
"""

from collections.abc import Iterable, Mapping

from pypinyin import Style, lazy_pinyin

from matters.searching import SYNONYMS, plain, words_of


def spelled(text: str) -> tuple[str, str]:
    """(pinyin, initials) of a name; what is not Chinese stays as it is."""
    syllables = lazy_pinyin(plain(text), style=Style.NORMAL)
    initials = "".join(part[0] if part.isalpha() and part.isascii() else part for part in syllables)
    return "".join(syllables), initials


def search_columns(name: Mapping[str, str], body: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The columns of a SearchEntry for a record with this name and these texts."""
    pinyin, initials = spelled(name["zh"])
    said = [word for word, names in SYNONYMS.items() if any(known in name["zh"] for known in names)]
    sounds = [sound for word in said for sound in spelled(word)]
    texts = [text[language] for text in body for language in ("zh", "en")]
    return {
        "title": plain(name["zh"]),
        "title_en": name["en"].lower(),
        "pinyin": pinyin,
        "initials": initials,
        "words": _joined([name["zh"], name["en"], *said], [*said, *sounds]),
        "body": _joined(texts),
    }


def _joined(texts: Iterable[str], extra: Iterable[str] = ()) -> str:
    words = [word for text in texts for word in words_of(text)]
    return " ".join(dict.fromkeys([*words, *extra]))
