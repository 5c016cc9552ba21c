"""Numbers that identify people and organisations: check digits, and how they are shown.

Check digits follow GB 11643-1999 (citizen identity number) and GB 32100-2015 (unified social credit
code). The administrative area of an identity number is not looked up: areas come and go, and a
number outlives the county it was issued in.
"""

from datetime import date

from stdnum.cn import ric, uscc

ID_LENGTH = USCC_LENGTH = 18
USCC_LETTERS = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


def is_citizen_id(value: str) -> bool:
    """Whether this is an 18-character identity number with a real birth date and the right check digit."""
    if len(value) != ID_LENGTH or not (value[:-1].isascii() and value[:-1].isdigit()):
        return False
    if value[-1] != ric.calc_check_digit(value):
        return False
    return birth_date(value) is not None


def birth_date(value: str) -> date | None:
    """The birth date written in an identity number, or None where it is not a date."""
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None


def is_uscc(value: str) -> bool:
    """Whether this is a unified social credit code with the right check character.

    The two places of the registering body may be letters (N2 for a village's collective), which
    stdnum's own check does not allow; the six of the area are digits.
    """
    if len(value) != USCC_LENGTH or not USCC_LETTERS.issuperset(value) or not value[2:8].isdigit():
        return False
    return value[-1] == uscc.calc_check_digit(value)


def mask_name(name: str) -> str:
    """王小明 -> 王*明, 王明 -> 王*, Wang Xiaoming -> Wang X. For people: a company's name is public."""
    if name.isascii() and " " in name.strip():
        family, given = name.split(maxsplit=1)
        return f"{family} {given[0]}."
    if len(name) < 2:
        return name
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_id(value: str) -> str:
    """330106199001011234 -> 330***********1234."""
    return _mask(value, head=3, tail=4)


def mask_mobile(value: str) -> str:
    """13812341234 -> 138****1234."""
    return _mask(value, head=3, tail=4)


def _mask(value: str, *, head: int, tail: int) -> str:
    """Keeps head and tail; hides everything of a value too short to keep both."""
    hidden = len(value) - head - tail
    if hidden <= 0:
        return "*" * len(value)
    return f"{value[:head]}{'*' * hidden}{value[-tail:]}"
