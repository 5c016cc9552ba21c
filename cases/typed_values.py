"""What people type, made plain: full-width digits, blanks in numbers, units, dates as they are spoken.

Pure. What can't be read stays as it was typed; `cases.values.doubt` says what is wrong with it.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

# Full-width forms of ASCII (Unicode FF01 to FF5E) and the ideographic blank.
_NARROW = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}
# Control characters nobody typed on purpose; NUL can't be kept by the database at all. Line ends stay.
_CONTROLS = {code: None for code in [*range(0x20), *range(0x7F, 0xA0)] if code not in (9, 10, 13)}
_NUMBER = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)(.*)", re.DOTALL)
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_COUNTRY = re.compile(r"^(\+|00)?86(?=1[0-9]{10}$)")

# One mu is 1/15 of a hectare; an area is kept in square metres.
_AREA_UNITS = {
    "": Decimal(1),
    "㎡": Decimal(1),
    "m²": Decimal(1),
    "m2": Decimal(1),
    "平方米": Decimal(1),
    "平米": Decimal(1),
    "平": Decimal(1),
    "亩": Decimal(10000) / 15,
    "公顷": Decimal(10000),
}
_MONEY_UNITS = {
    "": Decimal(1),
    "元": Decimal(1),
    "圆": Decimal(1),
    "元整": Decimal(1),
    "cny": Decimal(1),
    "rmb": Decimal(1),
    "万": Decimal(10**4),
    "万元": Decimal(10**4),
    "亿": Decimal(10**8),
    "亿元": Decimal(10**8),
}
UNITS = {"area_m2": _AREA_UNITS, "money_cny": _MONEY_UNITS}
NO_UNIT = {"": Decimal(1)}
CENT = Decimal("0.01")


def without_controls(text: str) -> str:
    """The text without control characters and surrounding blanks, otherwise as typed: names stay names."""
    return text.translate(_CONTROLS).strip()


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones."""
    return without_controls(text).translate(_NARROW).strip()


def number(kind: str, text: str) -> int | float | str:
    """A typed number in the element's own unit, or the text where it is none."""
    plain = re.sub(r"[\s,¥￥]", "", narrow(text)).removeprefix("+")
    match = _NUMBER.fullmatch(plain)
    factor = UNITS.get(kind, NO_UNIT).get(match[2].lower()) if match else None
    if match is None or factor is None:
        return without_controls(text)
    value = Decimal(match[1])
    if factor != 1:
        value = (value * factor).quantize(CENT)
    return _smallest(value, whole="." not in match[1] or factor != 1)


def _smallest(value: Decimal, *, whole: bool) -> int | float:
    """An int where nothing is lost, as whole numbers are typed; else a float."""
    return int(value) if whole and value == value.to_integral_value() else float(value)


def day(text: str) -> str:
    """A typed date as 2026-11-18, or the text where it is none: 2026年11月18日, 2026/11/18, 20261118."""
    plain = re.sub(r"\s", "", narrow(text))
    match = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    if match is None:
        return without_controls(text)
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return without_controls(text)


def mobile(text: str) -> str:
    """A mobile number without blanks, hyphens and the country's code."""
    return _COUNTRY.sub("", re.sub(r"[\s\-()]", "", narrow(text)))


def code(pattern: str, text: str) -> str:
    """A code in the form its pattern asks for, where blanks, width or case are all that differ."""
    plain = narrow(text)
    tight = re.sub(r"\s", "", plain)
    crossed = re.sub("[×*X]", "x", tight)
    for form in (without_controls(text), plain, tight, tight.upper(), crossed):
        if re.fullmatch(pattern, form):
            return form
    return without_controls(text)


def decimals(value: float) -> int:
    """How many decimals a number has."""
    try:
        exponent = Decimal(str(value)).as_tuple().exponent
    except InvalidOperation:
        return 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
