"""The socket for a virus scanner, and the check that is always there.

DOCUMENT_SCANNER names the class to use. The built-in one looks for known signatures and is quick,
so it speaks before a file is kept. A scanner on the network (ClamAV, say) sets `immediate` to
False: the file is then kept as pending and scanned by a task, and nobody may open it until then.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from documents.states import Scan

# The anti-virus industry's harmless test file (eicar.org), in halves so that this file is none.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_SIGNATURES = (EICAR,)
_BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Verdict:
    """What a scanner says; `finding` is its name for what it found."""

    scan: Scan
    finding: str = ""


class Readable(Protocol):
    """Gives its content in pieces."""

    def read(self, size: int = ..., /) -> bytes: ...


class Scanner(Protocol):
    """Reads a file's content from its beginning and judges it. May raise OSError when unreachable."""

    immediate: bool

    def scan(self, content: Readable) -> Verdict: ...


class SignatureScanner:
    """Looks for known signatures in the bytes as they are."""

    immediate = True

    def scan(self, content: Readable) -> Verdict:
        tail = b""
        longest = max(map(len, _SIGNATURES))
        while block := content.read(_BLOCK):
            if any(signature in tail + block for signature in _SIGNATURES):
                return Verdict(Scan.INFECTED, "test signature")
            tail = block[-longest:]
        return Verdict(Scan.CLEAN)


@cache
def _scanner_named(path: str) -> Scanner:
    return import_string(path)()


def scanner() -> Scanner:
    """The scanner that settings choose."""
    return _scanner_named(getattr(settings, "DOCUMENT_SCANNER", "documents.scanning.SignatureScanner"))
