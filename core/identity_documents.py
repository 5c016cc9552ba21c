"""Identity documents: the kind comes before the number, because the kind says what a number looks like.

An answer keeps both in one text, as a paper form has it: a resident number stands alone, every other
kind before its number, `护照 E12345678`; so a department, a paper and a list all show what the number
is. Somebody without a number yet, such as a newborn, is kept as `暂无号码`.

Sources: GB 11643-1999 (check digit, also used by the residence permits for Hong Kong, Macao and Taiwan
residents and by the foreigners' permanent residence card of 2023), ICAO Doc 9303 (passport numbers have
at most nine characters), the National Immigration Administration's notices on the travel permits.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.identity import is_citizen_id, is_uscc

RESIDENT_ID, CREDIT_CODE, NONE_YET = "resident_id", "uscc", "none_yet"

Fits = Callable[[str], bool]


@dataclass(frozen=True)
class DocumentKind:
    """One kind: its code, what stands before a kept number, its name for a reader, and what fits."""

    code: str
    label: str
    name: str | Promise
    example: str
    fits: Fits


def _like(pattern: str) -> Fits:
    whole = re.compile(pattern)
    return lambda number: bool(whole.fullmatch(number))


def _is_residence_permit(number: str) -> bool:
    return number[:6] in {"810000", "820000", "830000"} and is_citizen_id(number)


def _is_foreigners_card(number: str) -> bool:
    old = re.fullmatch(r"[A-Z]{3}[0-9]{12}", number)
    return bool(old) or (number.startswith("9") and is_citizen_id(number))


_KINDS = (
    DocumentKind(
        RESIDENT_ID,
        "居民身份证",
        gettext_lazy("Resident identity card"),
        "11010119900307803X",
        is_citizen_id,
    ),
    DocumentKind(
        "passport",
        "护照",
        gettext_lazy("Passport"),
        "E12345678",
        _like(r"(?=.*[0-9])[A-Z0-9]{5,9}"),
    ),
    DocumentKind(
        "hk_macao_permit",
        "港澳居民来往内地通行证",
        gettext_lazy("Mainland travel permit for Hong Kong and Macao residents"),
        "H12345678",
        _like(r"[HM][0-9]{8}([0-9]{2})?"),
    ),
    DocumentKind(
        "taiwan_permit",
        "台湾居民来往大陆通行证",
        gettext_lazy("Mainland travel permit for Taiwan residents"),
        "12345678",
        _like(r"[0-9]{8}([0-9]{2})?"),
    ),
    DocumentKind(
        "residence_permit",
        "港澳台居民居住证",
        gettext_lazy("Residence permit for Hong Kong, Macao and Taiwan residents"),
        "810000199408230021",
        _is_residence_permit,
    ),
    DocumentKind(
        "foreign_resident",
        "外国人永久居留身份证",
        gettext_lazy("Foreigner's permanent residence identity card"),
        "USA110085081512",
        _is_foreigners_card,
    ),
    DocumentKind(
        CREDIT_CODE,
        "统一社会信用代码",
        gettext_lazy("Unified social credit code (organisation)"),
        "91339981MA2DEM0178",
        is_uscc,
    ),
    DocumentKind(NONE_YET, "暂无号码", gettext_lazy("No number yet (such as a newborn)"), "", _like("")),
)
KINDS = {kind.code: kind for kind in _KINDS}
OF_PEOPLE = tuple(code for code in KINDS if code != CREDIT_CODE)
OF_ANYBODY = tuple(code for code in KINDS if code != NONE_YET)
BARE = frozenset({RESIDENT_ID, CREDIT_CODE})  # their numbers say what they are


def split(text: str) -> tuple[str, str]:
    """(code of the kind, number) of a kept or typed answer; a text without a kind is a resident number.

    A bare credit code is known by its own check character.
    """
    for kind in KINDS.values():
        for name in (kind.label, kind.code):
            if text.lower().startswith(name):
                return kind.code, _plain(text[len(name) :])
    number = _plain(text)
    return (CREDIT_CODE if is_uscc(number) and not is_citizen_id(number) else RESIDENT_ID), number


def join(code: str, number: str) -> str:
    """An answer as it is kept. An unknown kind counts as a resident number."""
    kind = KINDS.get(code, KINDS[RESIDENT_ID])
    number = _plain(number)
    if kind.code == NONE_YET:
        return kind.label
    if kind.code == RESIDENT_ID or (kind.code in BARE and kind.fits(number)):
        return number
    return f"{kind.label} {number}".rstrip()


def _plain(number: str) -> str:
    """Without the blanks, hyphens and colons that people put between digits, in capitals."""
    return re.sub(r"[\s:：\-]", "", number).upper()


def doubt_document(text: str, allowed: Collection[str]) -> str | None:
    """What is wrong with a kept answer, in words and with an example, or None."""
    code, number = split(text)
    kind = KINDS[code]
    if code not in allowed:
        return _("This kind of document is not accepted here.")
    if kind.fits(number):
        return None
    if not number:
        return _("The number is missing, such as %(example)s.") % {"example": kind.example}
    if code == RESIDENT_ID:
        return _doubt_resident(number)
    return _("This is no number of the kind “%(kind)s”, such as %(example)s.") % {
        "kind": kind.name,
        "example": kind.example,
    }


def _doubt_resident(number: str) -> str:
    if len(number) != len(KINDS[RESIDENT_ID].example):
        return _("An identity number has 18 characters.")
    return _("The last character does not fit the others: please compare with the card.")


def shown_document(text: str) -> str:
    """A kept answer as one reads it: the kind in the reader's language before its number."""
    code, number = split(text)
    return number if code in BARE else f"{KINDS[code].name} {number}".rstrip()
