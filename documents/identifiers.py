"""The identifier of an electronic certificate (GB/T 36904-2018; structure and vectors in rules.md B.7).

    1.2.156.3005.2 . type (21) . issuer's credit code . serial (1 to 32) . version (3) . check (1)

The check character is ISO 7064 MOD 37,36 over type, issuer, serial and version without dots.
"""

import re
import secrets
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

from core.errors import BadInput

ROOT = "1.2.156.3005.2"
SHAPE = re.compile(
    re.escape(ROOT)
    + r"\.(?P<type>[0-9A-Z]{18,21})\.(?P<issuer>[0-9A-Z]{6,18})"
    + r"\.(?P<serial>[0-9A-Z]{1,32})\.(?P<version>[0-9]{3})\.(?P<check>[0-9A-Z])",
)
# No 0/O, 1/I/L and the like: a code is read out over the telephone.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Identifier:
    """An identifier taken apart. `str()` puts it together, check character included."""

    type: str
    issuer: str
    serial: str
    version: int

    @property
    def check(self) -> str:
        return check_character(f"{self.type}{self.issuer}{self.serial}{self.version:03d}")

    def __str__(self) -> str:
        return f"{ROOT}.{self.type}.{self.issuer}.{self.serial}.{self.version:03d}.{self.check}"


def check_character(text: str) -> str:
    """ISO 7064 MOD 37,36 over digits and capital letters."""
    return str(mod_37_36.calc_check_digit(text))


def parse(text: str) -> Identifier:
    """The identifier in the text. Raises BadInput `certificate_identifier` on a wrong shape or check."""
    found = SHAPE.fullmatch(text.strip())
    if found is None:
        raise BadInput(code="certificate_identifier")
    identifier = Identifier(found["type"], found["issuer"], found["serial"], int(found["version"]))
    if identifier.check != found["check"]:
        raise BadInput(code="certificate_identifier")
    return identifier


def new_verify_code() -> str:
    """Eight random characters in two groups, 39 bits: enough against guessing through a limited page."""
    letters = [secrets.choice(CODE_ALPHABET) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"
