"""Signatures: of receipts (Ed25519, detached) and of PDFs (PAdES, behind a socket).

DOCUMENT_SIGNER names the class that signs PDFs. The built-in one uses the key files in KEY_DIR;
a certified seal service or an SM2 device takes its place without a change elsewhere.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.module_loading import import_string
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.keys import folder
from documents.authority import AUTHORITY, RECEIPTS

FIELD = "Seal"


@dataclass(frozen=True)
class Validation:
    """What can be said of the signature inside a PDF."""

    intact: bool
    trusted: bool
    timestamped: bool = False
    signer: str = ""

    @property
    def valid(self) -> bool:
        return self.intact and self.trusted


NOT_SIGNED = Validation(intact=False, trusted=False)


class Signer(Protocol):
    """Puts one certifying PAdES signature into a PDF and can tell whether one of its own holds."""

    def sign(self, pdf: bytes, *, reason: str, name: str) -> bytes: ...

    def validate(self, pdf: bytes) -> Validation: ...


class KeyFileSigner:
    """PAdES with the key files of KEY_DIR/certificates: B-T with a time stamp, B-B without one."""

    def __init__(self) -> None:
        self._keys = folder(AUTHORITY)

    def sign(self, pdf: bytes, *, reason: str, name: str) -> bytes:
        """The PDF with its signature appended; a later change shows (Electronic Signature Law art. 13)."""
        metadata = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            reason=reason,
            name=name,
        )
        signer = signers.PdfSigner(metadata, signer=self._signer(), timestamper=self._timestamper())
        return signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue()

    def validate(self, pdf: bytes) -> Validation:
        """Intact: not a byte changed since. Trusted: signed under the authority in KEY_DIR."""
        try:
            signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
            if len(signatures) != 1:
                return NOT_SIGNED
            status = validate_pdf_signature(
                signatures[0], self._context(), ts_validation_context=self._context()
            )
        except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, IndexError):
            return NOT_SIGNED
        return Validation(
            intact=bool(status.intact and status.docmdp_ok),
            trusted=bool(status.bottom_line),
            timestamped=status.timestamp_validity is not None,
            signer=status.signing_cert.subject.native.get("common_name", ""),
        )

    def _signer(self) -> signers.SimpleSigner:
        registry = SimpleCertificateStore()
        registry.register(self._certificate("ca"))
        key = load_private_key_from_pemder(str(self._keys / "signer.key"), passphrase=None)
        return signers.SimpleSigner(self._certificate("signer"), key, registry)

    def _timestamper(self) -> TimeStamper | None:
        """A real RFC 3161 service by TIMESTAMP_URL; the demonstration stamps for itself."""
        url = getattr(settings, "TIMESTAMP_URL", "")
        if url:
            return HTTPTimeStamper(url)
        if not settings.DEMO:
            return None
        registry = SimpleCertificateStore()
        registry.register(self._certificate("ca"))
        key = load_private_key_from_pemder(str(self._keys / "tsa.key"), passphrase=None)
        return DummyTimeStamper(self._certificate("tsa"), key, registry)

    def _context(self) -> ValidationContext:
        return ValidationContext(trust_roots=[self._certificate("ca")], allow_fetching=False)

    def _certificate(self, name: str) -> Any:
        return load_cert_from_pemder(str(self._keys / f"{name}.pem"))


def signer() -> Signer:
    """The signer that settings choose."""
    return import_string(getattr(settings, "DOCUMENT_SIGNER", "documents.signing.KeyFileSigner"))()


def validate(pdf: bytes) -> Validation:
    """Does the signature in this PDF hold?"""
    return signer().validate(pdf)


def sign_receipt(payload: Mapping[str, Any]) -> str:
    """The portal's detached signature over a receipt's values, base64url without padding."""
    return _base64url(_receipt_key(folder(RECEIPTS)).sign(_canonical(payload)))


def receipt_holds(payload: Mapping[str, Any], signature: str) -> bool:
    """Was exactly this payload signed by this portal, with the key of today or one from before?"""
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    except ValueError:
        return False
    signed = _canonical(payload)
    return any(_is_by(key, raw, signed) for key in _receipt_public_keys(folder(RECEIPTS)))


def _is_by(key: Ed25519PublicKey, signature: bytes, signed: bytes) -> bool:
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def _canonical(payload: Mapping[str, Any]) -> bytes:
    """One spelling of the payload: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        payload, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@cache
def _receipt_key(keys: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key((keys / "receipt.key").read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{keys}/receipt.key is not an Ed25519 key.")
    return key


def _receipt_public_keys(keys: Path) -> list[Ed25519PublicKey]:
    """Today's key first, then the public halves of earlier ones: they lie beside it under any name."""
    earlier = [load_pem_public_key(path.read_bytes()) for path in sorted(keys.glob("*.pub"))]
    known = [_receipt_key(keys).public_key(), *earlier]
    return [key for key in known if isinstance(key, Ed25519PublicKey)]
