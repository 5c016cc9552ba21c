"""Which elements of a catalogue hold the numbers of identity documents, also where they are plain text.

The catalogue types most as `id_number`; a number that may be a person's or a company's is `text`, and a
list of people is `long_text`. Those are told by their Chinese name and help, which every catalogue has.
"""

import re
from collections.abc import Mapping
from typing import Any

from core.identity import is_citizen_id, is_uscc
from core.identity_documents import OF_ANYBODY, OF_PEOPLE

Element = Mapping[str, Any]

_NUMBER_WORDS = ("证件号码", "证件号", "身份证号")
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")


def document_kinds(element: Element) -> tuple[str, ...]:
    """The kinds of document whose number this element takes; empty for any other element."""
    if element["type"] == "id_number":
        return OF_PEOPLE
    named = any(word in element["name"]["zh"] for word in _NUMBER_WORDS)
    return OF_ANYBODY if element["type"] == "text" and named else ()


def lists_documents(element: Element) -> bool:
    """Whether the element is a list in which identity numbers stand among other words."""
    words = f"{element['name']['zh']}{element['help']['zh']}"
    return element["type"] == "long_text" and any(word in words for word in _NUMBER_WORDS)


def wrong_numbers(text: str) -> list[str]:
    """The identity numbers in a text whose check character does not fit."""
    found = (number.upper() for number in _LONG_NUMBER.findall(text))
    return [number for number in found if not is_citizen_id(number) and not is_uscc(number)]
