"""My certificates: every one that was issued to me, with the way for anybody to check it."""

from typing import Any

import segno
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from accounts.actor import Actor
from cases.models import Party, Result
from core import clock
from core.text import pick
from documents.certificates import verification_address
from documents.models import Certificate
from documents.states import CertificateState

LAMPS = {CertificateState.VALID: "ok", CertificateState.SUSPENDED: "hold", CertificateState.EXPIRED: "idle"}


def results_of(actor: Actor) -> QuerySet[Result]:
    """Results with their certificates, of cases in which the actor is the applicant; the newest first."""
    mine = Party.objects.filter(
        Q(person_id=actor.person_id) | Q(organisation_id__in=actor.organisation_ids), ordinal=0
    )
    rows = Result.objects.filter(certificate__isnull=False, case__in=mine.values("case_id"))
    return rows.select_related("certificate__department", "case").order_by("-id")


def row_of(result: Result) -> dict[str, Any]:
    """One certificate: what it is, whether it holds, and how to check it."""
    certificate = result.certificate
    assert certificate is not None  # results_of asks for those that have one
    state = state_of(certificate)
    number = result.case.number or str(result.case.public_id)
    address = verification_address(certificate.identifier, certificate.verify_code)
    kwargs = {"reference": number, "public_id": certificate.public_id}
    return {
        "name": pick(certificate.name),
        "identifier": certificate.identifier,
        "code": certificate.verify_code,
        "issuer": pick(certificate.department.name),
        "issued": clock.local_date(certificate.issued_at),
        "until": certificate.valid_until,
        "state": state.label,
        "lamp": LAMPS.get(state, "late"),
        "holds": state == CertificateState.VALID,
        "reason": certificate.state_reason,
        "url": reverse("portal:certificate", kwargs=kwargs),
        "case_url": reverse("portal:case", kwargs={"reference": number}),
        "number": number,
        "check_url": address,
        "qr": picture(address),
    }


def state_of(certificate: Certificate) -> CertificateState:
    """The state that stands today: what has run out is expired, whether anybody noted it or not."""
    state = CertificateState(certificate.state)
    over = certificate.valid_until is not None and certificate.valid_until < clock.today()
    return CertificateState.EXPIRED if over and state == CertificateState.VALID else state


def picture(address: str) -> SafeString:
    """The QR code (ISO/IEC 18004) as a drawing inside the page."""
    svg = segno.make_qr(address, error="m").svg_inline(border=2, scale=2, omitsize=True)
    return mark_safe(svg)  # noqa: S308  drawn by segno, which writes nothing of the text into it
