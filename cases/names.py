"""Whether two writings of a name mean the same one. Pure."""

import unicodedata
from collections.abc import Mapping

IGNORED = frozenset(" 　·•・.-'’")


def plain(name: str) -> str:
    """A name without what people write differently: width, case, blanks, the dot between parts."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter not in IGNORED)


def same_name(written: str, registered: Mapping[str, str]) -> bool:
    """Whether what somebody wrote is one of the registered writings of a name ({"zh", "en"})."""
    return bool(plain(written)) and plain(written) in {plain(text) for text in registered.values() if text}
