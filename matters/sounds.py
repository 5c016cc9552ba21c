"""How Chinese characters sound, one syllable each: enough to see that 户照 is meant to be 护照.

`sounds.txt` holds the 6763 characters of GB 2312 under their most usual reading (from pypinyin's
tables, MIT licence), because pypinyin itself would take 50 MiB of every web process. Syllables that
many speakers do not tell apart (zh and z, ang and an) are written alike.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("sounds.txt")
ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"))


def sounds_of(text: str) -> list[str]:
    """The blurred syllables of a text's Chinese characters; everything else is left out."""
    known = _table()
    return [known[character] for character in text if character in known]


def blurred(syllable: str) -> str:
    """A syllable without the differences that are often not heard."""
    for exact, loose in ALIKE:
        if syllable.startswith(exact):
            syllable = loose + syllable[len(exact) :]
    return syllable[:-1] if syllable.endswith("ng") else syllable


@cache
def _table() -> Mapping[str, str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" ", 1) for line in lines]
    return {character: blurred(syllable) for syllable, characters in pairs for character in characters}
