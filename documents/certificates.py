"""What a certificate looks like, and the public's question whether it still holds."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote

from django.conf import settings

from accounts.models import Department
from core import clock
from documents.identifiers import CODE_ALPHABET, new_verify_code
from documents.models import Certificate
from documents.papers.rendering import html_to_pdf, qr_data_uri
from documents.seals import seal_data_uri, seal_name
from documents.states import CertificateState

Text = Mapping[str, str]


@dataclass(frozen=True)
class CertificateField:
    """One line on the face of a certificate."""

    label: Text
    value: str


@dataclass(frozen=True, kw_only=True)
class CertificateDraft:
    """What a certificate shall say. `source` is the matter's code, `holder_number` its holder's number."""

    source: str
    name: Text
    holder: str
    holder_number: str
    department: Department
    issued_at: datetime
    fields: tuple[CertificateField, ...] = ()
    valid_until: date | None = None
    basis: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """The public answer: does it hold, and on whose word. Nothing about its holder (C-18)."""

    valid: bool
    identifier: str
    state: str
    name: Text
    issuer: Text
    issued_on: date
    valid_until: date | None
    checked_at: datetime


def verification_address(identifier: str, code: str) -> str:
    """Where anyone can check the certificate; printed on it as a QR code."""
    return f"{settings.SITE_URL.rstrip('/')}/verify/{quote(identifier)}?code={quote(code)}"


def draw_certificate(draft: CertificateDraft, *, identifier: str, code: str) -> bytes:
    """The certificate's one page as PDF, sealed but not yet signed. Raises GlyphMissing."""
    words = {
        "draft": draft,
        "identifier": identifier,
        "code": code,
        "demo": settings.DEMO,
        "qr": qr_data_uri(verification_address(identifier, code)),
        "seal_name": seal_name(draft.department.name["zh"]),
        "seal": seal_data_uri(draft.department.name["zh"], demo=settings.DEMO),
    }
    return html_to_pdf("papers/certificate.html", words, style="papers/certificate.css")


def verify(identifier: str, code: str) -> Standing | None:
    """The standing of the certificate, or None.

    An unknown identifier and a wrong code take the same way and give the same answer, so that
    nobody learns which certificates exist.
    """
    written = "".join(char for char in identifier if char.isascii() and char.isprintable()).strip()
    found = Certificate.objects.select_related("department").filter(identifier=written[:110]).first()
    expected = found.verify_code if found else new_verify_code()
    agrees = hmac.compare_digest(expected.encode(), _spelled(code).encode())
    return _standing(found) if found and agrees else None


def _spelled(code: str) -> str:
    """The code as printed, however it was typed: 7f3a 92c1 is 7F3A-92C1."""
    letters = "".join(char for char in code.upper() if char in CODE_ALPHABET)[:8]
    return f"{letters[:4]}-{letters[4:]}"


def _standing(certificate: Certificate) -> Standing:
    now = clock.now()
    state = CertificateState(certificate.state)
    lapsed = certificate.valid_until is not None and certificate.valid_until < clock.local_date(now)
    if lapsed and state in (CertificateState.VALID, CertificateState.SUSPENDED):
        state = CertificateState.EXPIRED
    return Standing(
        valid=state == CertificateState.VALID,
        identifier=certificate.identifier,
        state=state,
        name=certificate.name,
        issuer=certificate.department.name,
        issued_on=clock.local_date(certificate.issued_at),
        valid_until=certificate.valid_until,
        checked_at=now,
    )
