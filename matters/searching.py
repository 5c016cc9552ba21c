"""Words of a Chinese text for a database that cannot cut Chinese: jieba cuts."""

import logging
import re
import unicodedata
from functools import cache
from pathlib import Path

import jieba
from django.conf import settings

from matters.words import words

_SPACES = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Lower case, full-width forms folded, without spaces and punctuation."""
    return _SPACES.sub("", _folded(text))


def words_of(text: str) -> list[str]:
    """The words of a text in its order, long ones before their parts; those that say nothing left out."""
    return [word for word in _cutter().cut_for_search(_folded(text)) if _says_something(word)]


def core_of(text: str) -> str:
    """What is left of a question when the words that say nothing are gone: 我要办护照 gives 护照."""
    return plain("".join(word for word in _cutter().cut(_folded(text)) if _says_something(word)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _says_something(word: str) -> bool:
    return bool(plain(word)) and word not in words().ignored


@cache
def _cutter() -> jieba.Tokenizer:
    """One dictionary per process, loaded at the first use (0.8 s)."""
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(private_folder(Path(settings.SEARCH_CACHE_DIR)))
    for word in words().everyday:
        tokenizer.add_word(word)
    return tokenizer


def private_folder(folder: Path) -> Path:
    """The folder of jieba's cache, for this account alone: what lies there is loaded as objects.

    Where it can't be made, jieba reads its dictionary anew in every process, which costs a second.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        logging.getLogger(__name__).warning("no folder for the search's cache: %s", error)
        return folder / "missing"
    return folder
