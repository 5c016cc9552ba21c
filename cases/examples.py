"""An example that fits a pattern: an error that only says "wrong form" helps nobody.

Reads the small part of regular expressions that catalogues use: characters, classes, groups with
alternatives, and counts. Anything else gives no example rather than a wrong one.
"""

import re
from functools import cache
from itertools import cycle

_PIECE = re.compile(r"\\.|\[[^\]]+\]|\(|\)|\||\{[0-9,]+\}|[?*+^$]|.", re.DOTALL)
_CLASSES = {r"\d": "0-9", r"\w": "0-9A-Za-z", r"\s": " ", ".": "0-9"}
_FEWEST = {"?": 0, "*": 0, "+": 1}


@cache
def example_of(pattern: str) -> str:
    """A text that the pattern fits, always the same one; empty where the pattern is beyond this."""
    made, _rest = _alternatives(_PIECE.findall(pattern), cycle("1234567890"))
    return made if made and re.fullmatch(pattern, made) else ""


def _alternatives(tokens: list[str], digits: "cycle[str]") -> tuple[str, list[str]]:
    """The first alternative up to the closing bracket, and the tokens behind it."""
    made, tokens = _sequence(tokens, digits)
    while tokens and tokens[0] == "|":
        _other, tokens = _sequence(tokens[1:], cycle("1"))
    return made, tokens[1:]


def _sequence(tokens: list[str], digits: "cycle[str]") -> tuple[str, list[str]]:
    made = ""
    while tokens and tokens[0] not in ")|":
        piece, *tokens = tokens
        if piece in "^$":
            continue
        if piece == "(":
            part, tokens = _alternatives(tokens, digits)
            times, tokens = _times(tokens)
            made += part * times
            continue
        times, tokens = _times(tokens)
        made += "".join(_one(piece, digits) for _place in range(times))
    return made, tokens


def _times(tokens: list[str]) -> tuple[int, list[str]]:
    """How often the last part is repeated at least; once where nothing is said."""
    if not tokens:
        return 1, tokens
    count = tokens[0]
    if count in _FEWEST:
        return _FEWEST[count], tokens[1:]
    if len(count) > 2 and count.startswith("{"):
        return int(re.split("[{,}]", count)[1] or 0), tokens[1:]
    return 1, tokens


def _one(piece: str, digits: "cycle[str]") -> str:
    """One character that fits: a digit where a digit may stand, they tell most."""
    inside = _CLASSES.get(piece, piece[1:-1] if len(piece) > 1 and piece.startswith("[") else "")
    if not inside:
        return piece[-1]
    if "0-9" in inside or "1-9" in inside:
        return next(digits) if "0-9" in inside else "1"
    return inside[0]
